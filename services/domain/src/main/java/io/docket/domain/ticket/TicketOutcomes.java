package io.docket.domain.ticket;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Lifecycles;
import io.docket.domain.Role;
import io.docket.domain.product.ProductAuthorisation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The event of a ticket command that nothing speaks against: always one.
final class TicketOutcomes {
    private TicketOutcomes() {}

    static TicketEvent of(
            Lifecycles lifecycles,
            Ticket state,
            Command<TicketCommand> command,
            Instant at,
            @Nullable ProductAuthorisation authorisation) {
        TicketCommand data = command.data();
        if (data instanceof TicketCommand.DeadlineElapsed elapsed) {
            return elapsed(lifecycles, state, elapsed, at);
        }
        TicketState to = moved(lifecycles, state, trigger(data.type(), command.actor()));
        boolean asked = command.actor().isSeller();
        Long authorisationVersion = asked ? (Long) (authorisation == null ? 0L : authorisation.version()) : null;
        return new TicketEvent(
                event(data.type()), at, to, handler(state, command), authorisationVersion, detail(state, command));
    }

    private static TicketEvent elapsed(
            Lifecycles lifecycles, Ticket state, TicketCommand.DeadlineElapsed command, Instant at) {
        TicketEvent.Detail elapsed = new TicketEvent.Elapsed(command.kind(), command.dueAt());
        return switch (command.kind()) {
            case SOLUTION_UNCONFIRMED ->
                new TicketEvent(
                        TicketEventType.CONFIRMED,
                        at,
                        moved(lifecycles, state, TicketTrigger.CONFIRM),
                        state.handler(),
                        null,
                        elapsed);
            case ACCEPTANCE_LAPSED ->
                new TicketEvent(
                        TicketEventType.ACCEPTANCE_LAPSED,
                        at,
                        moved(lifecycles, state, TicketTrigger.LAPSE),
                        null,
                        null,
                        elapsed);
            case FIRST_RESPONSE -> promised(state, state.sla().firstResponse(), command.dueAt(), at, elapsed);
            case RESOLUTION -> promised(state, state.sla().resolution(), command.dueAt(), at, elapsed);
            case SUPERVISION_REMINDER,
                    HARDWARE_ACCEPTANCE,
                    RETURN_SHIPMENT,
                    RETURN_ACCEPTANCE,
                    REFUND_SETTLEMENT,
                    APPEAL,
                    CODE_EXPIRY,
                    FREEZE_GRACE ->
                throw new IllegalStateException("A ticket has no " + command.kind() + ", but one was pending");
        };
    }

    private static TicketEvent promised(
            Ticket state, @Nullable Promise promise, Instant dueAt, Instant at, TicketEvent.Detail elapsed) {
        if (promise == null) {
            throw new IllegalStateException("Nothing was promised, but its deadline was pending");
        }
        TicketEventType type = promise.isDue(dueAt) ? TicketEventType.SLA_BREACHED : TicketEventType.SLA_WARNED;
        return new TicketEvent(type, at, state.state(), state.handler(), null, elapsed);
    }

    private static TicketState moved(Lifecycles lifecycles, Ticket state, TicketTrigger trigger) {
        TicketState to = lifecycles.ticket().target(state.state(), trigger);
        if (to == null) {
            throw new IllegalStateException("No way from " + state.state() + " by " + trigger);
        }
        return to;
    }

    private static @Nullable String handler(Ticket state, Command<TicketCommand> command) {
        return switch (command.data()) {
            case TicketCommand.Transfer transfer ->
                state.state() == TicketState.SUBMITTED
                        ? state.handler()
                        : transfer.to().text();
            case TicketCommand.Reassign reassign ->
                state.handler() == null ? null : reassign.to().text();
            case TicketCommand.Plain plain ->
                switch (plain.type()) {
                    case ACCEPT -> command.actor().text();
                    case RETURN_TO_QUEUE -> null;
                    default -> state.handler(); // nothing else changes hands
                };
            case TicketCommand.Open _,
                    TicketCommand.Rate _,
                    TicketCommand.DeadlineElapsed _,
                    TicketCommand.Malformed _ -> state.handler();
        };
    }

    private static TicketEvent.Detail detail(Ticket state, Command<TicketCommand> command) {
        return switch (command.data()) {
            case TicketCommand.Transfer transfer ->
                state.state() == TicketState.SUBMITTED
                        ? new TicketEvent.Suggestion(transfer.to().text())
                        : TicketEvent.Detail.NONE;
            case TicketCommand.Rate rate -> new TicketEvent.Rated(rate.rating());
            case TicketCommand.Plain plain
            when plain.type() == TicketCommandType.REPLY ->
                new TicketEvent.Reply(command.actor().isSeller());
            case TicketCommand.Open _,
                    TicketCommand.Reassign _,
                    TicketCommand.DeadlineElapsed _,
                    TicketCommand.Plain _,
                    TicketCommand.Malformed _ -> TicketEvent.Detail.NONE;
        };
    }

    /// What the table is asked: only the buyer's reply moves a ticket.
    static TicketTrigger trigger(TicketCommandType type, Actor actor) {
        return type == TicketCommandType.REPLY && actor.role() == Role.BUYER
                ? TicketTrigger.REPLY_BY_BUYER
                : TicketTrigger.valueOf(type.name());
    }

    private static TicketEventType event(TicketCommandType type) {
        return switch (type) {
            case OPEN -> TicketEventType.OPENED;
            case ACCEPT -> TicketEventType.ACCEPTED;
            case RETURN_TO_QUEUE -> TicketEventType.RETURNED_TO_QUEUE;
            case TRANSFER -> TicketEventType.TRANSFERRED;
            case REPLY -> TicketEventType.REPLIED;
            case NOTE -> TicketEventType.NOTED;
            case ASK_FEEDBACK -> TicketEventType.FEEDBACK_ASKED;
            case PAUSE -> TicketEventType.PAUSED;
            case RESUME -> TicketEventType.RESUMED;
            case PROPOSE_SOLUTION -> TicketEventType.SOLUTION_PROPOSED;
            case CONFIRM -> TicketEventType.CONFIRMED;
            case DECLINE_SOLUTION -> TicketEventType.SOLUTION_DECLINED;
            case CLOSE -> TicketEventType.CLOSED;
            case CANCEL -> TicketEventType.CANCELLED;
            case URGE -> TicketEventType.URGED;
            case MARK_INVALID -> TicketEventType.MARKED_INVALID;
            case REOPEN -> TicketEventType.REOPENED;
            case RATE -> TicketEventType.RATED;
            case DELETE -> TicketEventType.DELETED;
            case REASSIGN -> TicketEventType.REASSIGNED;
            case DEADLINE_ELAPSED -> throw new IllegalArgumentException("Its event goes by its kind");
        };
    }
}
