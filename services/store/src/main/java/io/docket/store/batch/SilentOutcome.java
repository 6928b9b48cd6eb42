package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An outcome that publishes nothing.
///
/// @param first the command whose answer this one gets; none where it was only noted
public record SilentOutcome(
        Coordinates at,
        Kind kind,
        String aggregateId,
        String commandId,
        @Nullable Coordinates first) {

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
