package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event or a refusal on its way into the event log.
///
/// @param at the coordinates of its command
/// @param index its place among the events of its command
/// @param time the decision time
/// @param digest of the command, in canonical form
public record LoggedRow(
        Coordinates at,
        int index,
        String aggregateId,
        String sellerId,
        long sequence,
        String eventType,
        @Nullable String refusalCode,
        String actor,
        String commandId,
        Instant time,
        @Nullable String traceparent,
        UUID digest,
        String data) {}
