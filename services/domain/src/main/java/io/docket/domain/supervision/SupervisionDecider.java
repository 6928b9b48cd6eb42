package io.docket.domain.supervision;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Invalid;
import io.docket.domain.Lifecycles;
import io.docket.domain.Objection;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.Role;
import io.docket.domain.TransitionTable;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.supervision.SupervisionCommandType.By;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides commands to supervisions: the order of precedence of domain.md §7, read from top to bottom.
///
/// Pure: the time and the claimed code arrive from outside, and nothing is remembered.
public final class SupervisionDecider {
    private final Lifecycles lifecycles;
    private final SupervisionGuards guards;
    private final SupervisionOutcomes outcomes;
    private final SupervisionDeadlines deadlines = new SupervisionDeadlines(WorkingCalendar.PLATFORM);

    public SupervisionDecider(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
        this.guards = new SupervisionGuards(lifecycles);
        this.outcomes = new SupervisionOutcomes(lifecycles);
    }

    /// @param state null: nothing is open under that id
    /// @param at the decision time, never earlier than the state's last event
    /// @param claim for commands that issue a code; null for all others
    public Decision<SupervisionEvent> decide(
            @Nullable Supervision state, Command<SupervisionCommand> command, Instant at, @Nullable CodeClaim claim) {
        if (state == null) {
            return decideUnopened(command, at, claim);
        }
        SupervisionCommandType type = command.data().type();
        if (type == SupervisionCommandType.OPEN) {
            return decideReopening(state, command);
        }
        boolean sellerKnowsIt = command.sellerId().equals(state.sellerId());
        if (command.data() instanceof SupervisionCommand.Malformed malformed) {
            Refusal refusal = SupervisionGuards.invalid(malformed, sellerKnowsIt ? state : null);
            return new Decision.Refused<>(refusal, sellerKnowsIt ? state.version() : 0);
        }
        if (!sellerKnowsIt) {
            return unknown(command);
        }
        Objection objection = objection(state, command, at, claim);
        if (objection != null) {
            return refused(state, type, objection);
        }
        return accepted(state, command, outcomes.of(state, command.data(), at, claim));
    }

    private Decision<SupervisionEvent> decideUnopened(
            Command<SupervisionCommand> command, Instant at, @Nullable CodeClaim claim) {
        if (command.data() instanceof SupervisionCommand.Malformed malformed) {
            return new Decision.Refused<>(SupervisionGuards.invalid(malformed, null), 0);
        }
        if (!(command.data() instanceof SupervisionCommand.Open wanted)) {
            return unknown(command);
        }
        SupervisionCommand.Open open = wanted.onFlow(lifecycles.chosen(wanted.flow()));
        Invalid undeclared = guards.undeclared(open.flow());
        if (undeclared != null) {
            SupervisionCommand.Malformed malformed = new SupervisionCommand.Malformed(open.type(), undeclared);
            return new Decision.Refused<>(SupervisionGuards.invalid(malformed, null), 0);
        }
        if (command.actor().role() != Role.PLATFORM) {
            return refusedOpening(notOpenedBy(command.actor()));
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != 0) {
            return refusedOpening(new Objection(
                    RefusalCode.VERSION_CONFLICT,
                    "Expected version " + expectedVersion + ", but the supervision is not open yet"));
        }
        Objection objection = guards.againstOpening(open, claim);
        if (objection != null) {
            return refusedOpening(objection);
        }
        return accepted(null, command, outcomes.ofOpening(open, at, claim));
    }

    /// Each event says what it changes of the deadlines.
    private Decision<SupervisionEvent> accepted(
            @Nullable Supervision before, Command<SupervisionCommand> command, List<SupervisionEvent> events) {
        List<SupervisionEvent> complete = new ArrayList<>(events.size());
        Supervision state = before;
        for (SupervisionEvent event : events) {
            Standing from = state == null ? null : state.standing();
            Deadlines known = state == null ? Deadlines.NONE : state.deadlines();
            Supervision folded = SupervisionFold.apply(state, command.aggregateId(), command.sellerId(), event);
            Deadlines after = deadlines.after(from, event, folded);
            SupervisionEvent said = after.equals(known) ? event : event.changing(after);
            complete.add(said);
            state = folded.withDeadlines(after);
        }
        return new Decision.Accepted<>(complete);
    }

    private static Decision<SupervisionEvent> decideReopening(Supervision state, Command<SupervisionCommand> command) {
        if (!command.sellerId().equals(state.sellerId())) {
            return refusedOpening(new Objection(
                    RefusalCode.NOT_PERMITTED,
                    "Expected an order of seller '" + command.sellerId() + "', but it is not his to open"));
        }
        if (command.actor().role() != Role.PLATFORM) {
            return refused(state, command.data().type(), notOpenedBy(command.actor()));
        }
        return new Decision.SameAsOpening<>();
    }

    private static Objection notOpenedBy(Actor actor) {
        return new Objection(
                RefusalCode.NOT_PERMITTED, "Expected the platform to open a supervision, but " + actor + " did");
    }

    private static Decision<SupervisionEvent> refusedOpening(Objection objection) {
        Refusal refusal = Refusal.blind(objection.code(), SupervisionCommandType.OPEN.wire(), objection.message());
        return new Decision.Refused<>(refusal, 0);
    }

    private static Decision<SupervisionEvent> refused(
            Supervision state, SupervisionCommandType type, Objection objection) {
        Refusal refusal = Refusal.of(objection.code(), type.wire(), state.node().name(), objection.message());
        return new Decision.Refused<>(refusal, state.version());
    }

    private static Decision<SupervisionEvent> unknown(Command<SupervisionCommand> command) {
        return new Decision.Refused<>(
                Refusal.blind(
                        RefusalCode.UNKNOWN_SUPERVISION,
                        command.data().type().wire(),
                        "Expected an open supervision '" + command.aggregateId() + "' of seller '" + command.sellerId()
                                + "', but there is none"),
                0);
    }

    private @Nullable Objection objection(
            Supervision state, Command<SupervisionCommand> command, Instant at, @Nullable CodeClaim claim) {
        SupervisionCommandType type = command.data().type();
        if (!permits(type.by(), command.actor(), state)) {
            return new Objection(
                    RefusalCode.NOT_PERMITTED,
                    "Expected " + type.wire() + " by " + whoMay(type.by()) + ", but " + command.actor() + " sent it");
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != state.version()) {
            return new Objection(
                    RefusalCode.VERSION_CONFLICT,
                    "Expected version " + expectedVersion + ", but the supervision is at " + state.version());
        }
        Objection own = guards.own(state, command.data(), at, claim);
        if (own != null) {
            return own;
        }
        Objection suspended = suspended(state, type);
        if (suspended != null) {
            return suspended;
        }
        if (!fitsNode(state, command.data())) {
            return new Objection(
                    RefusalCode.WRONG_NODE,
                    "Expected a node where " + type.wire() + " fits, but the supervision is at " + state.node());
        }
        return guards.wrongState(state, command.data());
    }

    /// By the command's kind, not by whether the node would fit.
    private @Nullable Objection suspended(Supervision state, SupervisionCommandType type) {
        boolean forward = type.effect() == SupervisionCommandType.Effect.FORWARD && !isEarlyProof(state, type);
        boolean moves = forward
                || type.effect() == SupervisionCommandType.Effect.BACKWARD
                || type == SupervisionCommandType.SETTLE_REFUND;
        if (moves && state.standing().appeal() == AppealState.OPEN) {
            return new Objection(
                    RefusalCode.APPEAL_OPEN,
                    "Expected " + type.wire() + " with no appeal open, but one is: it must be resolved first");
        }
        if (forward && state.standing().refund().isPending()) {
            return new Objection(
                    RefusalCode.REFUND_PENDING,
                    "Expected " + type.wire() + " with no refund pending, but one is "
                            + state.standing().refund());
        }
        return null;
    }

    private boolean isEarlyProof(Supervision state, SupervisionCommandType type) {
        return type == SupervisionCommandType.UPLOAD_PROOF
                && lifecycles.node(state.flow()).target(state.node(), NodeTrigger.UPLOAD_PROOF_EARLY) != null;
    }

    private boolean fitsNode(Supervision state, SupervisionCommand command) {
        return switch (command.type().effect()) {
            case OPENS -> false;
            case FORWARD, BACKWARD, STAYS -> {
                TransitionTable<Node, NodeTrigger> table = lifecycles.node(state.flow());
                NodeTrigger trigger = SupervisionTriggers.node(table, state, command.type());
                yield trigger != null && table.target(state.node(), trigger) != null;
            }
            case STAYS_ANYWHERE ->
                command.type() != SupervisionCommandType.REQUEST_INVOICE || state.node() != Node.REFUNDED;
            case REFUNDS, APPEALS -> !state.node().isFinal();
            case ELAPSES -> true;
        };
    }

    private static boolean permits(By by, Actor actor, Supervision state) {
        return switch (by) {
            case PLATFORM -> actor.role() == Role.PLATFORM;
            case PLATFORM_OR_SELLER -> actor.role() == Role.PLATFORM || isSeller(actor, state);
            case SELLER -> isSeller(actor, state);
            case BUYER -> isBuyer(actor, state);
            case BUYER_OR_SELLER -> isBuyer(actor, state) || isSeller(actor, state);
            case SOFTWARE -> actor.role() == Role.SOFTWARE;
            case CLOCK -> actor.role() == Role.CLOCK;
        };
    }

    private static boolean isSeller(Actor actor, Supervision state) {
        return actor.role() == Role.STAFF
                || (actor.role() == Role.OWNER && actor.id().equals(state.sellerId()));
    }

    private static boolean isBuyer(Actor actor, Supervision state) {
        return actor.role() == Role.BUYER && actor.id().equals(state.order().buyerId());
    }

    private static String whoMay(By by) {
        return switch (by) {
            case PLATFORM -> "the platform";
            case PLATFORM_OR_SELLER -> "the platform or the seller";
            case SELLER -> "the seller";
            case BUYER -> "the order's buyer";
            case BUYER_OR_SELLER -> "the order's buyer or the seller";
            case SOFTWARE -> "the seller's software";
            case CLOCK -> "the clock";
        };
    }

    /// The events of a list folded into the state, in order.
    public static Supervision fold(
            @Nullable Supervision state, String id, String sellerId, List<SupervisionEvent> events) {
        Supervision folded = state;
        for (SupervisionEvent event : events) {
            folded = SupervisionFold.apply(folded, id, sellerId, event);
        }
        if (folded == null) {
            throw new IllegalArgumentException("Expected at least one event for " + id);
        }
        return folded;
    }
}
