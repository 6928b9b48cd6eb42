package io.docket.domain.ticket;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can become true of a ticket (domain.md §6).
public enum TicketEventType {
    OPENED,
    ACCEPTED,
    RETURNED_TO_QUEUE,
    TRANSFERRED,
    REPLIED,
    NOTED,
    FEEDBACK_ASKED,
    PAUSED,
    RESUMED,
    SOLUTION_PROPOSED,
    CONFIRMED,
    SOLUTION_DECLINED,
    CLOSED,
    CANCELLED,
    URGED,
    MARKED_INVALID,
    REOPENED,
    RATED,
    DELETED,
    REASSIGNED,
    ACCEPTANCE_LAPSED,
    SLA_WARNED,
    SLA_BREACHED;

    private static final Map<String, TicketEventType> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(TicketEventType::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// `returned-to-queue`
    public String wire() {
        return wire;
    }

    public static @Nullable TicketEventType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
