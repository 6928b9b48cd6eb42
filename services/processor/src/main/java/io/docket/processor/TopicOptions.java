package io.docket.processor;

import java.time.Duration;

/// How topics are created, and what existing ones must promise.
///
/// @param retentionMin commands and events must stay at least this long; the dedup window is 31 days
public record TopicOptions(int partitions, short replicationFactor, Duration retentionMin) {
    public static TopicOptions defaults() {
        return new TopicOptions(24, (short) 1, Duration.ofDays(45));
    }
}
