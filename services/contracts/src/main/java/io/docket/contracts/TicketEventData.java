package io.docket.contracts;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A ticket's events as data, and back.
final class TicketEventData {
    private static final Map<String, TicketState> STATES = Choices.upperCase(TicketState.values());
    private static final Map<String, Severity> SEVERITIES = Choices.upperCase(Severity.values());

    private TicketEventData() {}

    static String write(TicketEvent event, @Nullable ObjectNode commandData) {
        DataWriter data = DataWriter.over(commandData)
                .set("state", event.state())
                .set("stateCode", (Integer) event.state().code())
                .setNullable("handler", event.handler())
                .set("authorisationVersion", event.authorisationVersion())
                .set("suggested", (String) null)
                .set("byStaff", (String) null)
                .set("sla", (String) null)
                .set("sellerVersion", event.sellerVersion())
                .set(DeadlineData.BY, (String) null);
        switch (event.detail()) {
            case TicketEvent.None() -> {}
            case TicketEvent.Opening opening ->
                data.set("buyerId", opening.buyerId())
                        .set("productId", opening.productId())
                        .set("category", opening.category())
                        .set("severity", opening.severity())
                        .set("title", opening.title())
                        .set("supervisionId", opening.supervisionId());
            case TicketEvent.Reply(boolean byStaff) -> data.set("byStaff", byStaff);
            case TicketEvent.Suggestion(String suggested) -> data.set("suggested", suggested);
            case TicketEvent.Elapsed(DeadlineKind kind, Instant dueAt) -> DeadlineData.writeElapsed(data, kind, dueAt);
            case TicketEvent.Rated(int rating) -> data.set("rating", (Integer) rating);
        }
        if (event.sla() != null) {
            SlaData.write(data, event.sla());
        }
        DeadlineData.write(data, event.deadlines());
        return data.json();
    }

    static TicketEvent read(String eventType, Instant at, String json) {
        TicketEventType type = TicketEventType.ofWire(eventType);
        if (type == null) {
            throw new IllegalArgumentException("Expected an event of a ticket, but it is " + eventType);
        }
        DataReader data = new DataReader(json);
        return new TicketEvent(
                type,
                at,
                data.choice("state", STATES),
                data.optionalText("handler"),
                data.optionalLong("authorisationVersion"),
                detail(type, data),
                SlaData.read(data),
                DeadlineData.read(data),
                data.optionalLong("sellerVersion"));
    }

    private static TicketEvent.Detail detail(TicketEventType type, DataReader data) {
        return switch (type) {
            case OPENED ->
                new TicketEvent.Opening(
                        data.text("buyerId"),
                        data.text("productId"),
                        data.text("category"),
                        data.choice("severity", SEVERITIES),
                        data.optionalText("title"),
                        data.optionalText("supervisionId"));
            case REPLIED -> new TicketEvent.Reply(data.flag("byStaff"));
            case TRANSFERRED, REASSIGNED ->
                data.has("suggested") ? new TicketEvent.Suggestion(data.text("suggested")) : TicketEvent.Detail.NONE;
            case RATED -> new TicketEvent.Rated(data.integer("rating"));
            case CONFIRMED, ACCEPTANCE_LAPSED, SLA_WARNED, SLA_BREACHED -> {
                DeadlineData.Fired fired = DeadlineData.readElapsed(data);
                yield fired == null ? TicketEvent.Detail.NONE : new TicketEvent.Elapsed(fired.kind(), fired.dueAt());
            }
            case ACCEPTED,
                    RETURNED_TO_QUEUE,
                    NOTED,
                    FEEDBACK_ASKED,
                    PAUSED,
                    RESUMED,
                    SOLUTION_PROPOSED,
                    SOLUTION_DECLINED,
                    CLOSED,
                    CANCELLED,
                    URGED,
                    MARKED_INVALID,
                    REOPENED,
                    DELETED -> TicketEvent.Detail.NONE;
        };
    }
}
