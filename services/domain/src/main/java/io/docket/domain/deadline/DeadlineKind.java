package io.docket.domain.deadline;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a deadline is about (domain.md §2.7). An aggregate has at most one of each kind.
public enum DeadlineKind {
    SUPERVISION_REMINDER,
    HARDWARE_ACCEPTANCE,
    RETURN_SHIPMENT,
    RETURN_ACCEPTANCE,
    REFUND_SETTLEMENT,
    APPEAL,
    CODE_EXPIRY,
    FREEZE_GRACE,
    FIRST_RESPONSE,
    RESOLUTION,
    SOLUTION_UNCONFIRMED,
    ACCEPTANCE_LAPSED;

    private static final Map<String, DeadlineKind> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(DeadlineKind::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// `code-expiry`
    public String wire() {
        return wire;
    }

    public static @Nullable DeadlineKind ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
