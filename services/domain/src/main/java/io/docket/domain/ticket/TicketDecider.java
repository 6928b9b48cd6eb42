package io.docket.domain.ticket;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Lifecycles;
import io.docket.domain.Objection;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.Role;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.ticket.TicketCommandType.By;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Decides commands to tickets: the order of precedence of domain.md §7, read from top to bottom. Pure.
public final class TicketDecider {
    /// Between two urgings (催单) of one ticket.
    static final Duration URGE_INTERVAL = Duration.ofHours(1);
    /// After completion, inclusive.
    static final Duration REOPEN_WINDOW = Duration.ofDays(7);

    private final Lifecycles lifecycles;

    public TicketDecider(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    /// @param state null: there is no ticket under that id
    /// @param terms as committed now
    /// @param at the decision time, never earlier than the state's last event
    public Decision<TicketEvent> decide(
            @Nullable Ticket state, Command<TicketCommand> command, Instant at, TicketTerms terms) {
        ProductAuthorisation authorisation = terms.authorisation();
        Ticket known = state != null && command.sellerId().equals(state.sellerId()) ? state : null;
        if (command.data() instanceof TicketCommand.Malformed malformed) {
            Refusal refusal = new Refusal(
                    RefusalCode.INVALID,
                    malformed.type().wire(),
                    known == null ? null : known.state().name(),
                    "Expected a valid '" + malformed.invalid().field() + "', but it "
                            + malformed.invalid().problem(),
                    malformed.invalid().field());
            return new Decision.Refused<>(refusal, known == null ? 0 : known.version());
        }
        if (state == null && command.data() instanceof TicketCommand.Open open) {
            return decideOpening(open, command, at, terms);
        }
        String wire = command.data().type().wire();
        if (known == null) {
            return new Decision.Refused<>(
                    Refusal.blind(
                            RefusalCode.UNKNOWN_TICKET,
                            wire,
                            "Expected a ticket '" + command.aggregateId() + "' of seller '" + command.sellerId()
                                    + "', but there is none"),
                    0);
        }
        Objection objection = objection(known, command, at, authorisation);
        if (objection != null) {
            Refusal refusal = Refusal.of(objection.code(), wire, known.state().name(), objection.message());
            return new Decision.Refused<>(refusal, known.version());
        }
        TicketEvent event = TicketOutcomes.of(lifecycles, known, command, at, authorisation);
        return new Decision.Accepted<>(List.of(TicketClock.ticked(known, event, terms)));
    }

    private static Decision<TicketEvent> decideOpening(
            TicketCommand.Open open, Command<TicketCommand> command, Instant at, TicketTerms terms) {
        if (command.actor().role() != Role.BUYER) {
            Refusal refusal = Refusal.blind(
                    RefusalCode.NOT_PERMITTED,
                    TicketCommandType.OPEN.wire(),
                    "Expected a buyer to open a ticket, but " + command.actor() + " did");
            return new Decision.Refused<>(refusal, 0);
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != 0) {
            Refusal refusal = Refusal.blind(
                    RefusalCode.VERSION_CONFLICT,
                    TicketCommandType.OPEN.wire(),
                    "Expected version " + expectedVersion + ", but the ticket is not open yet");
            return new Decision.Refused<>(refusal, 0);
        }
        TicketEvent.Detail opening = new TicketEvent.Opening(
                command.actor().id(),
                open.productId(),
                open.category(),
                open.severity(),
                open.title(),
                open.supervisionId());
        TicketEvent event = new TicketEvent(TicketEventType.OPENED, at, TicketState.SUBMITTED, null, null, opening);
        return new Decision.Accepted<>(List.of(TicketClock.ticked(null, event, terms)));
    }

    private @Nullable Objection objection(
            Ticket state, Command<TicketCommand> command, Instant at, @Nullable ProductAuthorisation authorisation) {
        TicketCommandType type = command.data().type();
        Objection notAllowed = notAllowed(state, type.by(), command.actor(), authorisation, type);
        if (notAllowed != null) {
            return notAllowed;
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != state.version()) {
            return new Objection(
                    RefusalCode.VERSION_CONFLICT,
                    "Expected version " + expectedVersion + ", but the ticket is at " + state.version());
        }
        Objection own = own(state, command.data(), at, authorisation);
        if (own != null) {
            return own;
        }
        return fits(state, command, at)
                ? null
                : new Objection(
                        RefusalCode.WRONG_STATE,
                        "Expected a ticket that allows " + type.wire() + ", but it is " + state.state());
    }

    private static @Nullable Objection notAllowed(
            Ticket state, By by, Actor actor, @Nullable ProductAuthorisation authorisation, TicketCommandType type) {
        boolean ownBuyer =
                actor.role() == Role.BUYER && actor.id().equals(state.subject().buyerId());
        boolean owner = actor.role() == Role.OWNER && actor.id().equals(state.sellerId());
        boolean roleFits = switch (by) {
            case BUYER -> ownBuyer;
            case STAFF, HANDLER, HANDLER_OR_OWNER -> owner || actor.role() == Role.STAFF;
            case HANDLER_OR_BUYER -> ownBuyer || owner || actor.role() == Role.STAFF;
            case OWNER -> owner;
            case CLOCK -> actor.role() == Role.CLOCK;
        };
        if (!roleFits) {
            return notPermitted(
                    type, actor, "its " + by.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (actor.role() == Role.STAFF && !mayHandle(actor.text(), state.sellerId(), authorisation)) {
            return new Objection(
                    RefusalCode.NOT_AUTHORISED_FOR_PRODUCT,
                    "Expected " + actor + " to be authorised for product '"
                            + state.subject().productId() + "', but "
                            + (authorisation == null || authorisation.authorisedTo() == null
                                    ? "nobody is"
                                    : authorisation.authorisedTo() + " is"));
        }
        boolean handler = actor.text().equals(state.handler());
        boolean handles = switch (by) {
            case BUYER, STAFF, OWNER, CLOCK -> true;
            case HANDLER -> handler;
            case HANDLER_OR_OWNER -> handler || owner;
            case HANDLER_OR_BUYER -> handler || ownBuyer;
        };
        return handles ? null : notPermitted(type, actor, "its handler " + orNobody(state.handler()));
    }

    private static Objection notPermitted(TicketCommandType type, Actor actor, String who) {
        return new Objection(
                RefusalCode.NOT_PERMITTED, "Expected " + type.wire() + " by " + who + ", but " + actor + " sent it");
    }

    private static String orNobody(@Nullable String handler) {
        return handler == null ? "(nobody)" : handler;
    }

    /// The owner handles every product of his; a sub-account the ones authorised to him.
    static boolean mayHandle(String actor, String sellerId, @Nullable ProductAuthorisation authorisation) {
        return actor.equals(Role.OWNER.wire() + ":" + sellerId)
                || (authorisation != null && actor.equals(authorisation.authorisedTo()));
    }

    private static @Nullable Objection own(
            Ticket state, TicketCommand command, Instant at, @Nullable ProductAuthorisation authorisation) {
        return switch (command) {
            case TicketCommand.Transfer transfer ->
                mayHandle(transfer.to().text(), state.sellerId(), authorisation)
                        ? null
                        : new Objection(
                                RefusalCode.NOT_AUTHORISED_FOR_PRODUCT,
                                "Expected a transfer to one who may handle product '"
                                        + state.subject().productId() + "', but " + transfer.to() + " may not");
            case TicketCommand.DeadlineElapsed(DeadlineKind kind, Instant dueAt) ->
                state.deadlines().against(kind, dueAt, at);
            case TicketCommand.Plain plain
            when plain.type() == TicketCommandType.ACCEPT -> {
                TicketState now = state.state();
                yield now == TicketState.SUBMITTED || !now.isOpen()
                        ? null
                        : new Objection(
                                RefusalCode.ALREADY_ACCEPTED,
                                "Expected a ticket to be accepted, but " + orNobody(state.handler())
                                        + " has accepted it");
            }
            case TicketCommand.Plain plain
            when plain.type() == TicketCommandType.URGE -> {
                Instant last = state.urgedAt();
                yield last != null && at.isBefore(last.plus(URGE_INTERVAL))
                        ? new Objection(
                                RefusalCode.TOO_SOON,
                                "Expected at most one urging an hour, but the last was at " + last)
                        : null;
            }
            case TicketCommand.Open _,
                    TicketCommand.Reassign _,
                    TicketCommand.Rate _,
                    TicketCommand.Plain _,
                    TicketCommand.Malformed _ -> null;
        };
    }

    private boolean fits(Ticket state, Command<TicketCommand> command, Instant at) {
        TicketCommandType type = command.data().type();
        if (type == TicketCommandType.OPEN || type == TicketCommandType.DEADLINE_ELAPSED) {
            return type == TicketCommandType.DEADLINE_ELAPSED; // what was pending has said all
        }
        TicketTrigger trigger = TicketOutcomes.trigger(type, command.actor());
        if (lifecycles.ticket().target(state.state(), trigger) == null) {
            return false;
        }
        return switch (type) {
            case TRANSFER ->
                state.state() != TicketState.SUBMITTED || command.actor().role() == Role.OWNER;
            case REOPEN -> {
                Instant completedAt = state.milestones().completedAt();
                yield completedAt != null && !at.isAfter(completedAt.plus(REOPEN_WINDOW));
            }
            case RATE -> state.rating() == null;
            default -> true; // the table has said all
        };
    }
}
