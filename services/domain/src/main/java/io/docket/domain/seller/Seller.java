package io.docket.domain.seller;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A seller's own settings: the fold of his events. What tickets are judged by when they are decided.
///
/// @param policies by severity; none: nothing is promised
/// @param calendar null: the platform's
/// @param failures of the verification since it was last unlocked
/// @param version the number of his events
public record Seller(
        String id,
        Map<Severity, SlaPolicy> policies,
        @Nullable WorkingCalendar calendar,
        VerificationState verification,
        int failures,
        long version,
        Instant updatedAt) {

    public Seller {
        policies = Map.copyOf(policies);
    }

    /// Of a seller who never set anything.
    public static Seller untouched(String id) {
        return new Seller(id, Map.of(), null, VerificationState.UNVERIFIED, 0, 0, Instant.EPOCH);
    }

    /// By which working time is reckoned.
    public static WorkingCalendar calendarOf(@Nullable Seller seller) {
        WorkingCalendar own = seller == null ? null : seller.calendar();
        return own == null ? WorkingCalendar.PLATFORM : own;
    }

    public static @Nullable SlaPolicy policyOf(@Nullable Seller seller, Severity severity) {
        return seller == null ? null : seller.policies().get(severity);
    }
}
