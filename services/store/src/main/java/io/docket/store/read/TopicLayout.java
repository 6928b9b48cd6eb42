package io.docket.store.read;

import java.time.Instant;

/// What a topic was when Docket first saw it, or an operator adopted it.
///
/// @param topicId Kafka's own id of it, which a recreated topic does not have
public record TopicLayout(String topic, String topicId, int generation, int partitions, Instant pinnedAt) {}
