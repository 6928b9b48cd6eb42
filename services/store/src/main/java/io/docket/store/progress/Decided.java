package io.docket.store.progress;

import io.docket.domain.Coordinates;
import io.docket.store.read.LoggedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a command, as the processor of this JVM has just committed it: who waits for it here need not ask
/// Postgres for what was written a moment ago.
///
/// @param events in order, at least one; a refusal is one
/// @param state the aggregate's, while it is as the last event left it; null: further commands have changed it, or
/// there is none
public record Decided(List<LoggedEvent> events, @Nullable Record state) {
    /// By coordinates; asked only for those that somebody waits for.
    public interface Source {
        Source NONE = _ -> null;

        /// @return null: nothing is known of it
        @Nullable
        Decided at(Coordinates at);
    }
}
