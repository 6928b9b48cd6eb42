package io.docket.gateway.read;

import io.docket.domain.AggregateType;
import io.docket.domain.ticket.TicketEventType;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.store.read.EventReads;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.Page;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;

/// The events and refusals of one aggregate, oldest first. A buyer sees neither internal notes nor what others were
/// refused; a page of his may hold fewer than asked for.
public final class History {
    private final EventReads events;

    public History(EventReads events) {
        this.events = events;
    }

    /// @param sellerId the aggregate's, whose commands alone are shown
    ResponseEntity<Object> of(
            AggregateType type, String id, String sellerId, Identity identity, HttpServletRequest request) {
        Params params = Params.of(request, "limit", "cursor");
        return Pages.answer(
                request,
                () -> {
                    Page<LoggedEvent> page = events.ofAggregate(type, id, sellerId, params.cursor(), params.limit());
                    return new Page<>(
                            page.items().stream()
                                    .filter(event -> isFor(identity, event))
                                    .toList(),
                            page.nextCursor());
                },
                EventJson::of);
    }

    private static boolean isFor(Identity identity, LoggedEvent event) {
        if (identity.role() != UserRole.BUYER) {
            return true;
        }
        boolean note = event.type() == AggregateType.TICKET && event.eventType().equals(TicketEventType.NOTED.wire());
        boolean othersRefusal = event.isRefusal() && !event.actor().equals(String.valueOf(identity.actor()));
        return !note && !othersRefusal;
    }
}
