package io.docket.store.read;

import io.docket.domain.Coordinates;
import java.util.List;

/// What came of a record on a command topic.
public sealed interface Outcome {

    /// @param events in order, at least one
    record Applied(List<LoggedEvent> events) implements Outcome {
        public Applied {
            events = List.copyOf(events);
        }
    }

    record Refused(LoggedEvent refusal) implements Outcome {}

    /// The same command again: the answer to the first is the answer.
    record Repeat(Coordinates first) implements Outcome {}

    /// The id of an earlier command with other content: `IDEMPOTENCY_MISMATCH`.
    ///
    /// @param first whose outcome stays the answer to the id
    record Mismatch(Coordinates first) implements Outcome {}

    /// Accepted without an event (the second heartbeat of a day).
    record Noted() implements Outcome {}

    /// @param reason a stable code (`UNREADABLE`, `WRONG_PARTITION`, …)
    /// @param detail a sentence
    record DeadLettered(String reason, String detail) implements Outcome {}
}
