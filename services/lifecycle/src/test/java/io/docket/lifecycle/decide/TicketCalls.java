package io.docket.lifecycle.decide;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import java.time.Duration;
import java.time.Instant;

/// The commands to a ticket in the words of a test. S-7 is the sub-account to which the product is authorised, S-8
/// another one of the seller.
final class TicketCalls {
    static final String BUYER = "buyer:B-1";
    static final String OWNER = "owner:S-1";
    static final String HANDLER = "staff:S-7";
    static final String COLLEAGUE = "staff:S-8";

    private TicketCalls() {}

    static TicketCall opened() {
        return call(new TicketCommand.Open("P-1", "DELIVERY", Severity.NORMAL, "Does not start", null));
    }

    static TicketCall accept() {
        return plain(TicketCommandType.ACCEPT);
    }

    static TicketCall transferTo(String to) {
        return call(new TicketCommand.Transfer(Actor.parse(to)));
    }

    static TicketCall reassignTo(String to) {
        return call(new TicketCommand.Reassign(Actor.parse(to), "authorisation-1"));
    }

    static TicketCall replyOfBuyer() {
        return plain(TicketCommandType.REPLY).by(BUYER);
    }

    static TicketCall replyOfHandler() {
        return plain(TicketCommandType.REPLY).by(HANDLER);
    }

    static TicketCall rate(int rating) {
        return call(new TicketCommand.Rate(rating));
    }

    static TicketCall malformed(TicketCommandType type, String field) {
        return call(new TicketCommand.Malformed(type, new Invalid(field, "is missing")));
    }

    static TicketCall plain(TicketCommandType type) {
        return call(new TicketCommand.Plain(type));
    }

    static TicketCall elapsed(DeadlineKind kind, Instant dueAt) {
        return call(new TicketCommand.DeadlineElapsed(kind, dueAt));
    }

    /// A command of the type with plausible data, whatever the ticket's state.
    static TicketCall plausible(TicketCommandType type) {
        return switch (type) {
            case OPEN -> opened();
            case TRANSFER -> transferTo(OWNER);
            case REASSIGN -> reassignTo(COLLEAGUE);
            case RATE -> rate(4);
            case DEADLINE_ELAPSED -> elapsed(DeadlineKind.SOLUTION_UNCONFIRMED, SupervisionScenario.START);
            case ACCEPT,
                    RETURN_TO_QUEUE,
                    REPLY,
                    NOTE,
                    ASK_FEEDBACK,
                    PAUSE,
                    RESUME,
                    PROPOSE_SOLUTION,
                    CONFIRM,
                    DECLINE_SOLUTION,
                    CLOSE,
                    CANCEL,
                    URGE,
                    MARK_INVALID,
                    REOPEN,
                    DELETE -> plain(type);
        };
    }

    private static TicketCall call(TicketCommand data) {
        String actor = switch (data.type().by()) {
            case BUYER -> BUYER;
            case STAFF, HANDLER, HANDLER_OR_OWNER, HANDLER_OR_BUYER -> HANDLER;
            case OWNER -> OWNER;
            case CLOCK -> "clock";
        };
        return new TicketCall(data, Actor.parse(actor), "S-1", Duration.ofMinutes(1), null);
    }
}
