package io.docket.domain.ticket;

import io.docket.domain.deadline.Deadlines;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Applies events to tickets. Total: it never refuses, and asks no table.
public final class TicketFold {
    private TicketFold() {}

    /// @param state null before `opened`
    public static Ticket apply(@Nullable Ticket state, String id, String sellerId, TicketEvent event) {
        if (event.detail() instanceof TicketEvent.Opening o) {
            return new Ticket(
                    id,
                    sellerId,
                    new Ticket.Subject(
                            o.buyerId(), o.productId(), o.category(), o.severity(), o.title(), o.supervisionId()),
                    event.state(),
                    event.handler(),
                    null,
                    new Ticket.Milestones(event.at(), null, null, null, null),
                    null,
                    null,
                    event.sla() == null ? Sla.NONE : event.sla(),
                    event.deadlines() == null ? Deadlines.NONE : event.deadlines(),
                    1,
                    event.at());
        }
        if (state == null) {
            throw new IllegalArgumentException(
                    "Expected the events of " + id + " to begin with opened, but the first is " + event.type());
        }
        return new Ticket(
                state.id(),
                state.sellerId(),
                state.subject(),
                event.state(),
                event.handler(),
                suggested(state, event),
                milestones(state.milestones(), event),
                event.type() == TicketEventType.URGED ? event.at() : state.urgedAt(),
                event.detail() instanceof TicketEvent.Rated rated ? (Integer) rated.rating() : state.rating(),
                event.sla() == null ? state.sla() : event.sla(),
                event.deadlines() == null ? state.deadlines() : event.deadlines(),
                state.version() + 1,
                event.at());
    }

    private static @Nullable String suggested(Ticket state, TicketEvent event) {
        if (event.detail() instanceof TicketEvent.Suggestion suggestion) {
            return suggestion.suggested();
        }
        return event.type() == TicketEventType.ACCEPTED ? null : state.suggested();
    }

    private static Ticket.Milestones milestones(Ticket.Milestones m, TicketEvent event) {
        Instant at = event.at();
        boolean answered =
                m.firstResponseAt() == null && event.detail() instanceof TicketEvent.Reply reply && reply.byStaff();
        boolean completed = event.state() == TicketState.COMPLETED
                && (event.type() == TicketEventType.CONFIRMED || event.type() == TicketEventType.CLOSED);
        boolean solved = event.type() == TicketEventType.SOLUTION_PROPOSED || (completed && m.solvedAt() == null);
        boolean unsolved =
                event.type() == TicketEventType.SOLUTION_DECLINED || event.type() == TicketEventType.REOPENED;
        return new Ticket.Milestones(
                m.openedAt(),
                event.type() == TicketEventType.ACCEPTED ? at : m.acceptedAt(),
                answered ? at : m.firstResponseAt(),
                solved ? at : unsolved ? null : m.solvedAt(),
                completed ? at : event.type() == TicketEventType.REOPENED ? null : m.completedAt());
    }
}
