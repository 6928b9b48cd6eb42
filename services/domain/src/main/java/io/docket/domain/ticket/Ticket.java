package io.docket.domain.ticket;

import io.docket.domain.deadline.Deadlines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of one ticket: the fold of its events.
///
/// @param handler exactly the actor who handles it (`staff:S-7`); null: nobody
/// @param suggested whom the owner wants to accept it
/// @param sla what was promised
/// @param deadlines what the clock will bring about
/// @param version the number of its events
/// @param updatedAt the time of its last event; no later decision is earlier
public record Ticket(
        String id,
        String sellerId,
        Subject subject,
        TicketState state,
        @Nullable String handler,
        @Nullable String suggested,
        Milestones milestones,
        @Nullable Instant urgedAt,
        @Nullable Integer rating,
        Sla sla,
        Deadlines deadlines,
        long version,
        Instant updatedAt) {

    /// What it is about, and whose; never changes.
    public record Subject(
            String buyerId,
            String productId,
            String category,
            Severity severity,
            @Nullable String title,
            @Nullable String supervisionId) {}

    /// When it got somewhere; null: not yet.
    ///
    /// @param acceptedAt the last acceptance
    /// @param firstResponseAt the first reply of the seller's side
    /// @param solvedAt the last proposed solution, or completion without one
    public record Milestones(
            Instant openedAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant firstResponseAt,
            @Nullable Instant solvedAt,
            @Nullable Instant completedAt) {}
}
