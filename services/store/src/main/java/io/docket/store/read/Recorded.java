package io.docket.store.read;

import java.util.List;

/// What was recorded in a stretch of one partition.
///
/// @param events in the order of the log, as far as they were asked for
/// @param complete whether that is all of the stretch; otherwise it goes on after the last of them
public record Recorded(List<LoggedEvent> events, boolean complete) {
    public Recorded {
        events = List.copyOf(events);
    }
}
