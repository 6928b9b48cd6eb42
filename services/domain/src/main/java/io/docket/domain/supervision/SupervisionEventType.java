package io.docket.domain.supervision;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can become true of a supervision (domain.md §6).
public enum SupervisionEventType {
    OPENED,
    CODE_ISSUED,
    REQUIREMENT_SUBMITTED,
    REQUIREMENT_CONFIRMED,
    REQUIREMENT_DECLINED,
    IDENTIFIER_SUBMITTED,
    DELIVERY_CONFIRMED,
    COURIER_SIGNED,
    CODE_RECEIVED,
    CODE_REVEALED,
    CODE_ACTIVATED,
    PROOF_UPLOADED,
    REVIEW_PASSED,
    REVIEW_FAILED,
    DELIVERY_ACCEPTED,
    DELIVERY_REJECTED,
    REMINDED,
    INVOICE_REQUESTED,
    COMPLETED,
    REFUND_REQUESTED,
    REFUND_WITHDRAWN,
    REFUND_APPROVED,
    REFUND_REJECTED,
    RETURN_SHIPPED,
    RETURN_ACCEPTED,
    RETURN_REJECTED,
    REFUND_SETTLED,
    CODE_RENEWED,
    CODE_FROZEN,
    CODE_UNFROZEN,
    CODE_EXPIRED,
    CODE_RELEASED,
    RELEASE_DUE,
    HEARTBEAT_RECORDED,
    USAGE_RECORDED,
    APPEAL_OPENED,
    APPEAL_RESOLVED,
    OVERDUE;

    private static final Map<String, SupervisionEventType> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(SupervisionEventType::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// `refund-requested`
    public String wire() {
        return wire;
    }

    public static @Nullable SupervisionEventType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
