package io.docket.contracts;

import io.docket.domain.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event or a refusal on its way to its topic.
///
/// @param command the coordinates of the command that brought it about
/// @param index 0 for the command's own event, then one more for each that follows from it
/// @param sequence the aggregate's version after it; a refusal carries the unchanged version
/// @param eventType its wire name (`refund-requested`), or `refused`
/// @param actor the command's
/// @param time the decision time
/// @param data a JSON object
public record OutgoingEvent(
        Coordinates command,
        int index,
        String aggregateId,
        String sellerId,
        long sequence,
        String eventType,
        String actor,
        String commandId,
        Instant time,
        @Nullable String traceparent,
        String data) {

    /// The event type of a refusal, for every aggregate.
    public static final String REFUSED = "refused";

    /// `sc.1:3:1234/0`: the same for ever, however often it is published.
    public String id() {
        return command + "/" + index;
    }
}
