package io.docket.domain.ticket;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became true of a ticket.
///
/// @param at the decision time
/// @param state the ticket's state after it
/// @param handler the handler's actor text after it; null: nobody
/// @param authorisationVersion the version of the product's authorisation that permission was judged by; null: it was
/// not asked
/// @param sla as it is after the event; null: unchanged
/// @param deadlines as they are after the event; null: unchanged
/// @param sellerVersion the version of the seller's settings that they were reckoned by; null: they are unchanged
public record TicketEvent(
        TicketEventType type,
        Instant at,
        TicketState state,
        @Nullable String handler,
        @Nullable Long authorisationVersion,
        Detail detail,
        @Nullable Sla sla,
        @Nullable Deadlines deadlines,
        @Nullable Long sellerVersion) {

    public TicketEvent(
            TicketEventType type,
            Instant at,
            TicketState state,
            @Nullable String handler,
            @Nullable Long authorisationVersion,
            Detail detail) {
        this(type, at, state, handler, authorisationVersion, detail, null, null, null);
    }

    TicketEvent ticking(@Nullable Sla promises, @Nullable Deadlines pending, Long settings) {
        return new TicketEvent(type, at, state, handler, authorisationVersion, detail, promises, pending, settings);
    }

    /// What an event says beside its type, state and handler.
    public sealed interface Detail {
        Detail NONE = new None();
    }

    /// Nothing more.
    public record None() implements Detail {}

    /// Of `opened`.
    public record Opening(
            String buyerId,
            String productId,
            String category,
            Severity severity,
            @Nullable String title,
            @Nullable String supervisionId)
            implements Detail {}

    /// Of `replied`.
    ///
    /// @param byStaff a reply of the seller's side: the first is the first response
    public record Reply(boolean byStaff) implements Detail {}

    /// Of `transferred` in the queue: who should accept it.
    public record Suggestion(String suggested) implements Detail {}

    /// Of what the clock brought about: `acceptance-lapsed`, `sla-warned`, `sla-breached`, and `confirmed` where nobody
    /// did.
    public record Elapsed(DeadlineKind kind, Instant dueAt) implements Detail {}

    /// Of `rated`.
    public record Rated(int rating) implements Detail {}
}
