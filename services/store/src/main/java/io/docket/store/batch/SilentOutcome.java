package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An outcome that publishes nothing.
///
/// @param first the command whose answer this one gets; none where it was only noted
/// @param noted what was; none for repeats
public record SilentOutcome(
        Coordinates at,
        Kind kind,
        String aggregateId,
        String commandId,
        @Nullable Coordinates first,
        @Nullable Noted noted) {

    /// @param command `report-heartbeat`, `report-usage`
    /// @param time of the decision
    /// @param digest of what the command said
    public record Noted(String sellerId, String command, Instant time, UUID digest) {}

    public static SilentOutcome noted(Coordinates at, String aggregateId, String commandId, Noted noted) {
        return new SilentOutcome(at, Kind.NOTED, aggregateId, commandId, null, noted);
    }

    /// Why nothing is published.
    public enum Kind {
        /// The same command again.
        REPEAT,
        /// The id of another command.
        MISMATCH,
        /// Accepted without an event.
        NOTED;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
