package io.docket.store.read;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an operator once asked about dead letters.
///
/// @param letters an id, several, or a filter
/// @param found how many letters there were; null: it did not come to its end
/// @param sent how many of them were produced again; null likewise
public record DeadLetterRequest(
        long id,
        String operator,
        Asked asked,
        String letters,
        @Nullable String note,
        Instant askedAt,
        @Nullable Integer found,
        @Nullable Integer sent) {

    /// What operators ask for.
    public enum Asked {
        /// To see what a letter says.
        SHOW,
        /// What redriving would come to.
        TRY,
        REDRIVE,
        PARK
    }

    /// Which of them; null: whatever it is.
    ///
    /// @param from asked then or later
    /// @param to asked before
    public record Filter(
            @Nullable String operator,
            @Nullable Asked asked,
            @Nullable Instant from,
            @Nullable Instant to) {}
}
