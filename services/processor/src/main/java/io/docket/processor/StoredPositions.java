package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import io.docket.store.batch.PublishedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Positions as Postgres keeps them, for one consumer. While Postgres is away it waits and says nothing.
final class StoredPositions implements PositionSource {
    private static final Logger LOG = LoggerFactory.getLogger(StoredPositions.class);

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final Publisher publisher;
    private final Restoration restoration;
    private final Backoff backoff;

    StoredPositions(
            DocketDatabase database,
            LayoutWatch layout,
            Publisher publisher,
            Restoration restoration,
            Backoff backoff) {
        this.database = database;
        this.layout = layout;
        this.publisher = publisher;
        this.restoration = restoration;
        this.backoff = backoff;
    }

    @Override
    public Map<TopicPartition, Stored> read(Collection<TopicPartition> partitions) {
        Map<TopicPartition, LogPosition> found = new HashMap<>();
        try {
            layout.check();
            if (partitions.isEmpty()) {
                return Map.of();
            }
            Set<AggregateType> types = partitions.stream()
                    .map(partition -> AggregateType.ofCommandTopic(partition.topic()))
                    .collect(Collectors.toSet());
            long readAt = publisher.now();
            restoration.watch();
            Map<AggregateType, Map<Integer, Long>> eventEnds = restoration.ends(types);
            Map<TopicPartition, Stored> stored = new HashMap<>();
            try (Connection connection = database.connection()) {
                for (AggregateType type : types) {
                    for (LogPosition position : ProgressTable.read(connection, type)) {
                        found.put(new TopicPartition(type.commandTopic(), position.partition()), position);
                    }
                }
                found.keySet().retainAll(partitions);
                for (LogPosition position : found.values()) {
                    PublishedAhead ahead = restoration.look(connection, position, eventEnds);
                    // What was published first comes first, in all partitions.
                    if (ahead != null || restoration.isOver()) {
                        stored.put(Poll.partition(position), new Stored(position, ahead));
                    }
                }
                publish(connection, stored, readAt);
            }
            backoff.reset();
            return stored;
        } catch (SQLException | IllegalStateException e) {
            LOG.warn("Positions are read again in {} ms: {}", backoff.nextMillis(), e.toString());
            backoff.await();
            return Map.of();
        }
    }

    private void publish(Connection connection, Map<TopicPartition, Stored> stored, long readAt) throws SQLException {
        for (PublishedTable.Mark mark : PublishedTable.read(connection)) {
            TopicPartition partition = new TopicPartition(mark.type().commandTopic(), mark.partition());
            Stored found = stored.get(partition);
            if (found != null && !publisher.positioned(this, readAt, found.position(), mark, found.ahead())) {
                stored.remove(partition);
            }
        }
    }

    @Override
    public RestoredEvents read(PublishedAhead ahead) {
        return restoration.read(ahead);
    }

    @Override
    public boolean holdsBack() {
        return !restoration.isOver();
    }

    @Override
    public void skip(PositionedConsumer consumer, List<LogPosition> reached) {
        if (reached.isEmpty()) {
            return;
        }
        List<TopicPartition> partitions = partitions(reached);
        try {
            layout.check();
            if (partitions.stream().anyMatch(layout::isHalted) || !advance(consumer, reached)) {
                consumer.unposition(partitions);
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.warn("Positions without records are kept later: {}", e.toString());
            consumer.unposition(partitions);
        }
    }

    @Override
    public void revoked(Collection<TopicPartition> partitions) {
        publisher.revoked(this, partitions);
    }

    /// @return false if somebody else has moved one of them
    private boolean advance(PositionedConsumer consumer, List<LogPosition> reached) throws SQLException {
        List<LogPosition> expected = new ArrayList<>(reached.size());
        for (LogPosition position : reached) {
            LogPosition known = consumer.expected(Poll.partition(position));
            if (known == null) {
                return false;
            }
            expected.add(known);
        }
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            ProgressTable.Locked locked = ProgressTable.lock(connection, reached);
            List<LogPosition> stored = locked.positions();
            boolean mine = stored.size() == expected.size()
                    && stored.stream()
                            .allMatch(position -> expected.stream()
                                    .anyMatch(known -> known.type() == position.type()
                                            && known.partition() == position.partition()
                                            && known.generation() == position.generation()
                                            && known.nextOffset() == position.nextOffset()));
            if (!mine) {
                connection.rollback();
                return false;
            }
            ProgressTable.advance(connection, reached, locked.now());
            connection.commit();
        }
        reached.forEach(consumer::reached);
        publisher.committed(expected, reached, List.of());
        return true;
    }

    private static List<TopicPartition> partitions(List<LogPosition> positions) {
        return positions.stream().map(Poll::partition).toList();
    }
}
