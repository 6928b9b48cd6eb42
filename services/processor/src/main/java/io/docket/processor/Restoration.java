package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.EventMarkTable;
import io.docket.store.batch.EventMarkTable.Known;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a database that was restored to an older state up to what the events topics say it was.
///
/// What was published is taken from there. Until every partition has taken its events nothing beyond them is decided
/// anywhere, for it was decided later than all of them: with promises, authorisations and codes as they were then.
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    /// Partitions that do not move for so long (halted, or nobody's) hold up the others no longer.
    private static final Duration STALL_MAX = Duration.ofSeconds(60);

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final TopicOffsets offsets;
    private final EventTopics eventTopics;
    private final Map<TopicPartition, PublishedAhead> ahead = new ConcurrentHashMap<>();
    private long passedSum;
    private long movedNanos;

    Restoration(DocketDatabase database, LayoutWatch layout, TopicOffsets offsets, EventTopics eventTopics) {
        this.database = database;
        this.layout = layout;
        this.offsets = offsets;
        this.eventTopics = eventTopics;
    }

    /// Looks at all partitions, before any is polled.
    ///
    /// @throws RecordsExpired when records that were never decided are gone from the log
    void begin() throws SQLException {
        for (AggregateType type : AggregateType.ofTopics()) {
            if (layout.isHalted(type)) {
                continue;
            }
            Map<Integer, Long> ends = eventTopics.ends(type);
            try (Connection connection = database.connection()) {
                List<LogPosition> positions = ProgressTable.read(connection, type);
                requireOnLog(type, positions);
                Map<Integer, Known> known = known(connection, type);
                for (LogPosition position : positions) {
                    look(connection, position, known.get(position.partition()), ends);
                }
            }
        }
        if (!ahead.isEmpty()) {
            LOG.warn(
                    "RESTORING: the events topics are ahead of this database in {} partitions; about {} events are taken"
                            + " from there, and nothing else is decided before",
                    ahead.size(),
                    PublishedAhead.eventsAhead(ahead.values()));
        }
    }

    private void requireOnLog(AggregateType type, List<LogPosition> positions) {
        Map<Integer, Long> starts = offsets.starts(type, layout.partitions(type));
        for (LogPosition position : positions) {
            long start = starts.getOrDefault(position.partition(), 0L);
            if (position.generation() == layout.generation(type) && position.nextOffset() < start) {
                throw new RecordsExpired(
                        new TopicPartition(type.commandTopic(), position.partition()), position.nextOffset(), start);
            }
        }
    }

    private static Map<Integer, Known> known(Connection connection, AggregateType type) throws SQLException {
        return EventMarkTable.read(connection).getOrDefault(type, Map.of());
    }

    /// Where the events topics of some types end, to be asked for before progress is.
    Map<AggregateType, Map<Integer, Long>> ends(Iterable<AggregateType> types) {
        Map<AggregateType, Map<Integer, Long>> ends = new EnumMap<>(AggregateType.class);
        types.forEach(type -> ends.put(type, eventTopics.ends(type)));
        return ends;
    }

    /// What is ahead of a partition's position; null: nothing. A partition that cannot go on is halted.
    @Nullable
    PublishedAhead look(Connection connection, LogPosition position, Map<AggregateType, Map<Integer, Long>> ends)
            throws SQLException {
        PublishedAhead known = ahead.get(Poll.partition(position));
        if (known != null && known.generation() == position.generation() && known.end() >= position.nextOffset()) {
            return known; // it was looked at before the first poll, and facts stay facts
        }
        return look(
                connection,
                position,
                known(connection, position.type()).get(position.partition()),
                ends.getOrDefault(position.type(), Map.of()));
    }

    private @Nullable PublishedAhead look(
            Connection connection, LogPosition position, @Nullable Known known, Map<Integer, Long> ends)
            throws SQLException {
        TopicPartition partition = Poll.partition(position);
        EventTopics.Look look;
        try {
            look = eventTopics.look(position, known, ends);
        } catch (Diverged e) {
            layout.diverged(partition, position.generation(), e);
            return null;
        }
        EventMarkTable.advance(connection, look.marks());
        PublishedAhead found = look.ahead();
        if (found == null) {
            ahead.remove(partition);
        } else {
            ahead.put(partition, found);
            movedNow();
            LOG.info(
                    "{} at {} takes its outcomes from the events topic up to {}",
                    partition,
                    position.nextOffset(),
                    found.end());
        }
        return found;
    }

    RestoredEvents read(PublishedAhead found) {
        return eventTopics.read(found);
    }

    /// Whether no partition has outcomes to take any more: only then is anything else decided.
    boolean isOver() {
        return ahead.isEmpty();
    }

    /// Looks how far all partitions are, whoever has them.
    synchronized void watch() throws SQLException {
        if (isOver()) {
            return;
        }
        Map<TopicPartition, Long> reached =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        try (Connection connection = database.connection()) {
            for (AggregateType type : AggregateType.ofTopics()) {
                for (LogPosition position : ProgressTable.read(connection, type)) {
                    passed(position);
                    reached.put(Poll.partition(position), position.nextOffset());
                }
            }
        }
        ahead.keySet().removeIf(layout::isHalted);
        moved(reached.values().stream().mapToLong(Long::longValue).sum());
        if (isOver()) {
            LOG.warn("RESTORED: every outcome on the events topics is taken; deciding goes on");
        }
    }

    private void passed(LogPosition position) {
        ahead.computeIfPresent(
                Poll.partition(position),
                (_, found) -> position.generation() == found.generation() && position.nextOffset() <= found.end()
                        ? found
                        : null);
    }

    private synchronized void movedNow() {
        movedNanos = System.nanoTime();
    }

    private void moved(long sum) {
        if (sum != passedSum) {
            passedSum = sum;
            movedNow();
        } else if (System.nanoTime() - movedNanos > STALL_MAX.toNanos()) {
            LOG.warn(
                    "{} have not moved for {} s: deciding goes on without the outcomes that they have yet to take",
                    new ArrayList<>(ahead.keySet()),
                    STALL_MAX.toSeconds());
            ahead.clear();
        }
    }
}
