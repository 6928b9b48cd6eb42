package io.docket.store.read;

import io.docket.domain.Coordinates;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A record that could not be decoded or decided, and what was done about it.
///
/// @param key as text, shortened
/// @param headers a JSON array of `[name, value]`, values as text, shortened
/// @param valueSealed its bytes, encrypted; null: it had none
/// @param frameSealed key and headers as they were, encrypted; null: kept before they were
/// @param actions oldest first
public record DeadLetter(
        Coordinates at,
        String reason,
        String detail,
        @Nullable String key,
        String headers,
        byte @Nullable [] valueSealed,
        byte @Nullable [] frameSealed,
        int valueBytes,
        Instant recordTime,
        Instant recordedAt,
        Status status,
        List<Action> actions) {

    /// Where it stands.
    public enum Status {
        /// Nobody has done anything about it.
        OPEN,
        /// Produced again; what came of that has an outcome of its own.
        REDRIVEN,
        /// Left as it is, with a reason.
        PARKED
    }

    /// @param sentTo coordinates of the record that redrove it
    public record Action(
            Status became,
            String operator,
            @Nullable String sentTo,
            @Nullable String note,
            Instant at) {}
}
