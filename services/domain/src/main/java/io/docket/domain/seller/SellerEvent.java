package io.docket.domain.seller;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What became true of a seller.
///
/// @param verification where it stands after the event
/// @param failures after the event
public record SellerEvent(Type type, Instant at, VerificationState verification, int failures, Detail detail) {

    /// What can become true of a seller.
    public enum Type {
        SLA_POLICY_SET,
        SLA_POLICY_REMOVED,
        CALENDAR_SET,
        CALENDAR_RESET,
        VERIFICATION_PASSED,
        VERIFICATION_FAILED,
        VERIFICATION_UNLOCKED;

        private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /// `sla-policy-set`
        public String wire() {
            return wire;
        }

        public static @Nullable Type ofWire(String wire) {
            for (Type type : values()) {
                if (type.wire.equals(wire)) {
                    return type;
                }
            }
            return null;
        }
    }

    /// What an event says beside its type and the verification.
    public sealed interface Detail {
        Detail NONE = new None();
    }

    /// Nothing more.
    public record None() implements Detail {}

    /// Of `sla-policy-set`.
    public record PolicyOf(Severity severity, SlaPolicy policy) implements Detail {}

    /// Of `sla-policy-removed`.
    public record NoPolicyOf(Severity severity) implements Detail {}

    /// Of `calendar-set`.
    public record CalendarIs(WorkingCalendar calendar) implements Detail {}
}
