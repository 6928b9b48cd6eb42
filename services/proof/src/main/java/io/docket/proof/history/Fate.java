package io.docket.proof.history;

import io.docket.domain.Coordinates;
import org.jspecify.annotations.Nullable;

/// What a client knows of a try.
public sealed interface Fate {
    /// It is on the log: from now on it must have an outcome.
    ///
    /// @param answer null: the outcome was not told, or not waited for
    record Acknowledged(Coordinates at, @Nullable Answer answer) implements Fate {}

    /// It was not let in, and cannot be on the log.
    record TurnedAway(int status, String code) implements Fate {}

    /// Nobody knows: a time-out, a connection that broke. Only the log can tell.
    ///
    /// @param status of HTTP; 0: there was none
    record Unknown(int status, String why) implements Fate {}

    /// It lies on the log within a transaction that was given up: as if it were not there.
    record Aborted(Coordinates at) implements Fate {}
}
