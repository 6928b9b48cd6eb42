package io.docket.processor;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Lifecycles;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketTerms;
import io.docket.store.vault.CodeKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether people can still bring something to its end from where it stands.
final class Exits {
    private static final int VISITED_MAX = 3_000;
    private static final Duration PAUSE = Duration.ofHours(1);

    private final SupervisionDecider supervisions;
    private final TicketDecider tickets;
    private final CodeKeys keys;

    Exits(Lifecycles lifecycles, CodeKeys keys) {
        this.supervisions = new SupervisionDecider(lifecycles);
        this.tickets = new TicketDecider(lifecycles);
        this.keys = keys;
    }

    boolean exist(Supervision from) {
        Deque<Supervision> unexplored = new ArrayDeque<>(List.of(from));
        Set<Object> visited = new HashSet<>();
        while (!unexplored.isEmpty() && visited.size() < VISITED_MAX) {
            Supervision state = unexplored.remove();
            if (state.node().isFinal()) {
                return true;
            }
            if (visited.add(List.of(state.standing(), state.marks().proofHeld()))) {
                commands(state).forEach(data -> {
                    Supervision after = after(state, data);
                    if (after != null) {
                        unexplored.add(after);
                    }
                });
            }
        }
        return false;
    }

    private static List<SupervisionCommand> commands(Supervision state) {
        List<SupervisionCommand> commands = new ArrayList<>();
        for (SupervisionCommandType type : SupervisionCommandType.values()) {
            switch (type) {
                case ISSUE_CODE -> commands.add(new SupervisionCommand.IssueCode(null));
                case CONFIRM_DELIVERY -> commands.add(new SupervisionCommand.ConfirmDelivery(null));
                case ACTIVATE_CODE -> commands.add(new SupervisionCommand.ActivateCode(null, null));
                case REQUEST_REFUND ->
                    commands.add(
                            new SupervisionCommand.RequestRefund(state.order().paidAmount(), null));
                case RESOLVE_APPEAL -> commands.add(new SupervisionCommand.ResolveAppeal(Outcome.DISMISSED));
                case OPEN, DEADLINE_ELAPSED, REPORT_HEARTBEAT, REPORT_USAGE, RENEW_CODE -> {} // lead nowhere
                default -> commands.add(new SupervisionCommand.Plain(type)); // its data decides nothing
            }
        }
        return commands;
    }

    private @Nullable Supervision after(Supervision state, SupervisionCommand data) {
        String actor = switch (data.type().by()) {
            case PLATFORM, PLATFORM_OR_SELLER -> "platform:p";
            case SELLER -> "owner:" + state.sellerId();
            case BUYER, BUYER_OR_SELLER -> "buyer:" + state.order().buyerId();
            case SOFTWARE -> "software:AK1";
            case CLOCK -> "clock";
        };
        Instant at = state.updatedAt().plus(PAUSE);
        var command = new Command<>("exit", state.id(), Actor.parse(actor), state.sellerId(), null, data);
        CodeClaim claim = new CodeClaim(keys.generate(state.sellerId(), state.id()), true, false);
        return supervisions.decide(state, command, at, claim)
                        instanceof Decision.Accepted<SupervisionEvent>(List<SupervisionEvent> events)
                ? SupervisionDecider.fold(state, state.id(), state.sellerId(), events)
                : null;
    }

    boolean exist(Ticket from) {
        Deque<Ticket> unexplored = new ArrayDeque<>(List.of(from));
        Set<Object> visited = new HashSet<>();
        while (!unexplored.isEmpty() && visited.size() < VISITED_MAX) {
            Ticket state = unexplored.remove();
            if (!state.state().isOpen()) {
                return true;
            }
            if (visited.add(state.state())) {
                for (TicketCommandType type : TicketCommandType.values()) {
                    Ticket after = after(state, type);
                    if (after != null) {
                        unexplored.add(after);
                    }
                }
            }
        }
        return false;
    }

    private @Nullable Ticket after(Ticket state, TicketCommandType type) {
        boolean byPeople = type != TicketCommandType.OPEN
                && type != TicketCommandType.REASSIGN
                && type != TicketCommandType.DEADLINE_ELAPSED
                && type != TicketCommandType.TRANSFER
                && type != TicketCommandType.RATE;
        if (!byPeople) {
            return null;
        }
        Actor actor = Actor.parse(
                type.by() == TicketCommandType.By.BUYER
                        ? "buyer:" + state.subject().buyerId()
                        : "owner:" + state.sellerId());
        var command = new Command<TicketCommand>(
                "exit", state.id(), actor, state.sellerId(), null, new TicketCommand.Plain(type));
        TicketTerms terms = TicketTerms.of((ProductAuthorisation) null);
        return tickets.decide(state, command, state.updatedAt().plus(PAUSE), terms)
                        instanceof Decision.Accepted<TicketEvent>(List<TicketEvent> events)
                ? TicketFold.apply(state, state.id(), state.sellerId(), events.getFirst())
                : null;
    }
}
