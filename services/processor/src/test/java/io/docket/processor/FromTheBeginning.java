package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.batch.LogPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Nothing is decided.
final class FromTheBeginning implements PositionSource {
    @Override
    public Map<TopicPartition, Stored> read(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Stored> stored = new HashMap<>();
        partitions.forEach(partition -> stored.put(
                partition,
                new Stored(new LogPosition(AggregateType.SUPERVISION, partition.partition(), 1, 0, null, null), null)));
        return stored;
    }

    @Override
    public RestoredEvents read(PublishedAhead ahead) {
        throw new IllegalStateException("Nothing is ahead");
    }

    @Override
    public boolean holdsBack() {
        return false;
    }

    @Override
    public void skip(PositionedConsumer consumer, List<LogPosition> reached) {
        // Markers of other tests.
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        // Nobody else has them.
    }
}
