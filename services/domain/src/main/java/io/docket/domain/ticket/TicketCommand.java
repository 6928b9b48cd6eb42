package io.docket.domain.ticket;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;
import io.docket.domain.deadline.DeadlineKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The data of a command to a ticket: what decides, typed. Texts and attachments travel beside it, as sent.
public sealed interface TicketCommand {
    TicketCommandType type();

    record Open(
            String productId,
            String category,
            Severity severity,
            @Nullable String title,
            @Nullable String supervisionId)
            implements TicketCommand {
        @Override
        public TicketCommandType type() {
            return TicketCommandType.OPEN;
        }
    }

    /// @param to `staff:S-7` or `owner:S-1`
    record Transfer(Actor to) implements TicketCommand {
        @Override
        public TicketCommandType type() {
            return TicketCommandType.TRANSFER;
        }
    }

    /// @param cause the id of the authorisation command that brought it about
    record Reassign(Actor to, String cause) implements TicketCommand {
        @Override
        public TicketCommandType type() {
            return TicketCommandType.REASSIGN;
        }
    }

    /// @param rating 1–5
    record Rate(int rating) implements TicketCommand {
        @Override
        public TicketCommandType type() {
            return TicketCommandType.RATE;
        }
    }

    /// Of the clock.
    ///
    /// @param dueAt of the deadline that it is about
    record DeadlineElapsed(DeadlineKind kind, Instant dueAt) implements TicketCommand {
        @Override
        public TicketCommandType type() {
            return TicketCommandType.DEADLINE_ELAPSED;
        }
    }

    /// Every other command: its data decides nothing.
    record Plain(TicketCommandType type) implements TicketCommand {}

    /// A known command whose data has a missing or wrong field.
    record Malformed(TicketCommandType type, Invalid invalid) implements TicketCommand {}
}
