package io.docket.contracts;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.seller.VerificationState;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A seller's events as data, and back.
final class SellerEventData {
    private static final Map<String, VerificationState> VERIFICATIONS = Choices.upperCase(VerificationState.values());

    private SellerEventData() {}

    static String write(SellerEvent event, @Nullable ObjectNode commandData) {
        DataWriter data = DataWriter.over(commandData)
                .set("verification", event.verification())
                .set("verificationFailures", (Integer) event.failures());
        switch (event.detail()) {
            case SellerEvent.None() -> {}
            case SellerEvent.PolicyOf(Severity severity, SlaPolicy policy) ->
                data.set("severity", severity)
                        .set("firstResponse", policy.firstResponse().toString())
                        .set("resolution", policy.resolution().toString());
            case SellerEvent.NoPolicyOf(Severity severity) -> data.set("severity", severity);
            case SellerEvent.CalendarIs(WorkingCalendar calendar) -> CalendarData.write(data.tree(), calendar);
        }
        return data.json();
    }

    static SellerEvent read(String eventType, Instant at, String json) {
        SellerEvent.Type type = SellerEvent.Type.ofWire(eventType);
        if (type == null) {
            throw new IllegalArgumentException("Expected an event of a seller, but it is " + eventType);
        }
        DataReader data = new DataReader(json);
        return new SellerEvent(
                type,
                at,
                data.choice("verification", VERIFICATIONS),
                data.integer("verificationFailures"),
                detail(type, data, json));
    }

    private static SellerEvent.Detail detail(SellerEvent.Type type, DataReader data, String json) {
        return switch (type) {
            case SLA_POLICY_SET ->
                new SellerEvent.PolicyOf(
                        data.choice("severity", SellerData.SEVERITIES),
                        new SlaPolicy(
                                Duration.parse(data.text("firstResponse")), Duration.parse(data.text("resolution"))));
            case SLA_POLICY_REMOVED -> new SellerEvent.NoPolicyOf(data.choice("severity", SellerData.SEVERITIES));
            case CALENDAR_SET -> {
                WorkingCalendar calendar = CalendarData.read(new Fields(JsonText.parseOwn(json)));
                if (calendar == null) {
                    throw new IllegalArgumentException("Expected a calendar in the event's data, but there is none");
                }
                yield new SellerEvent.CalendarIs(calendar);
            }
            case CALENDAR_RESET, VERIFICATION_PASSED, VERIFICATION_FAILED, VERIFICATION_UNLOCKED ->
                SellerEvent.Detail.NONE;
        };
    }
}
