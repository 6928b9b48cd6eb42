package io.docket.gateway.read;

import io.docket.domain.AggregateType;
import io.docket.domain.ticket.TicketEventType;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.store.attachment.Attachment;
import io.docket.store.read.EventReads;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The events and refusals of one aggregate, oldest first. A buyer sees neither internal notes nor what others were
/// refused; a page of his may hold fewer than asked for.
public final class History {
    private static final JsonMapper JSON = new JsonMapper();
    /// The fields of data that list files.
    private static final List<String> FILES = List.of("attachments", "documents");

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

    /// Whether an event that the caller may see names the attachment, and its uploader was who sent it: naming
    /// another's
    /// file gives nobody a right to it.
    boolean names(AggregateType type, String id, Identity identity, Attachment attachment) {
        String ref = attachment.id().toString();
        return events.naming(type, id, attachment.uploadedBy(), ref).stream()
                .filter(event -> isFor(identity, event))
                .anyMatch(event -> refersTo(ref, event));
    }

    private static boolean refersTo(String ref, LoggedEvent event) {
        JsonNode data = JSON.readTree(event.data());
        return FILES.stream()
                .flatMap(field -> data.path(field).valueStream())
                .anyMatch(file -> file.path("ref").asString("").equals(ref));
    }

    /// Whether the caller may see an event of what he sees.
    public static boolean isFor(Identity identity, LoggedEvent event) {
        if (identity.role() != UserRole.BUYER) {
            return true;
        }
        boolean note = event.type() == AggregateType.TICKET && event.eventType().equals(TicketEventType.NOTED.wire());
        boolean othersRefusal = event.isRefusal() && !event.actor().equals(String.valueOf(identity.actor()));
        return !note && !othersRefusal;
    }
}
