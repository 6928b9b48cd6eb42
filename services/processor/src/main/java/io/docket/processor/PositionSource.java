package io.docket.processor;

import io.docket.store.batch.LogPosition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Where the positions of a [PositionedConsumer] are kept.
interface PositionSource {
    /// Where a partition stands.
    ///
    /// @param ahead what the events topic has beyond it; null: nothing
    record Stored(LogPosition position, @Nullable PublishedAhead ahead) {}

    /// Positions of partitions, as stored; those that cannot be had now, or must wait for others, are absent.
    Map<TopicPartition, Stored> read(Collection<TopicPartition> partitions);

    /// The events that are ahead of a position, from their beginning.
    RestoredEvents read(PublishedAhead ahead);

    /// Whether what no events are ahead of must wait.
    boolean holdsBack();

    /// Keeps positions that moved without a record (transaction markers).
    void skip(PositionedConsumer consumer, List<LogPosition> reached);

    /// Partitions are the consumer's no more.
    void revoked(Collection<TopicPartition> partitions);
}
