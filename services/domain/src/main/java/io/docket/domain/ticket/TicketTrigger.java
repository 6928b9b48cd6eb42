package io.docket.domain.ticket;

/// What the ticket's table is asked. A reply is two triggers: only the buyer's moves a ticket.
public enum TicketTrigger {
    ACCEPT,
    RETURN_TO_QUEUE,
    TRANSFER,
    REPLY,
    REPLY_BY_BUYER,
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
    RATE,
    DELETE,
    REASSIGN,
    /// Of an acceptance, by the clock.
    LAPSE
}
