package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LayoutTable;
import io.docket.store.batch.LayoutTable.Layout;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the command topics still are what was pinned. A replaced topic halts its partitions: its offsets mean
/// something else now, and only an operator can say so.
public final class LayoutWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LayoutWatch.class);

    private final DocketDatabase database;
    private final Topics topics;
    private final long intervalNanos;
    private final Map<AggregateType, Layout> pinned = new EnumMap<>(AggregateType.class);
    private final Map<AggregateType, String> halted = new EnumMap<>(AggregateType.class);
    private final Map<TopicPartition, Lost> lost = new HashMap<>();
    private Map<String, Layout> all = Map.of();
    private long checkedNanos;
    private boolean checked;

    /// A partition whose next record is not on the log any more, until a new generation begins.
    private record Lost(AggregateType type, int generation, String reason) {}

    public LayoutWatch(DocketDatabase database, Topics topics, Duration interval) {
        this.database = database;
        this.topics = topics;
        this.intervalNanos = interval.toNanos();
    }

    /// Looks again if the last look is older than the interval. Called on the polling threads, before a commit.
    public synchronized void check() throws SQLException {
        if (checked && System.nanoTime() - checkedNanos < intervalNanos) {
            return;
        }
        Map<String, TopicDescription> found = topics.describe();
        try (Connection connection = database.connection()) {
            all = LayoutTable.read(connection);
        }
        for (AggregateType type : AggregateType.ofTopics()) {
            Layout layout = all.get(type.commandTopic());
            if (layout != null) {
                pinned.put(type, layout);
                judge(type, layout, found.get(type.commandTopic()));
            }
        }
        lost.values().removeIf(one -> one.generation() < generation(one.type()));
        checked = true;
        checkedNanos = System.nanoTime();
    }

    private void judge(AggregateType type, Layout layout, @Nullable TopicDescription found) {
        String reason = null;
        if (found == null) {
            reason = "it does not exist any more";
        } else if (!found.topicId().toString().equals(layout.topicId())) {
            reason = "it was deleted and created anew";
        } else if (found.partitions().size() != layout.partitions()) {
            reason = "it has " + found.partitions().size() + " partitions and not " + layout.partitions();
        }
        if (reason == null) {
            if (halted.remove(type) != null) {
                LOG.warn("{} goes on", type.commandTopic());
            }
        } else if (!reason.equals(halted.put(type, reason))) {
            LOG.error(
                    "HALTED {}: {}. Nothing of it is decided until an operator runs: docket adopt-topic {}",
                    type.commandTopic(),
                    reason,
                    type.commandTopic());
        }
    }

    /// Halts a partition for what the consumer met there. What it met in an earlier generation is over.
    synchronized void halt(TopicPartition partition, int generation, String reason) {
        AggregateType type = AggregateType.ofCommandTopic(partition.topic());
        if (type == null || generation < generation(type)) {
            return;
        }
        if (lost.put(partition, new Lost(type, generation, reason)) == null) {
            LOG.error(
                    "HALTED {}: {}. Nothing of it is decided until an operator runs: docket adopt-topic {}",
                    partition,
                    reason,
                    partition.topic());
        }
    }

    /// Halts a partition whose events topic has what cannot become of its commands here.
    synchronized void diverged(TopicPartition partition, int generation, Diverged cause) {
        halt(
                partition,
                generation,
                cause.getMessage() + ". Restore a newer backup; or, to go by what is decided now, wait until the other"
                        + " partitions have taken their outcomes and adopt");
    }

    /// Whether the whole topic is.
    public synchronized boolean isHalted(AggregateType type) {
        return halted.containsKey(type);
    }

    synchronized boolean isHalted(TopicPartition partition) {
        AggregateType type = AggregateType.ofCommandTopic(partition.topic());
        return type == null || halted.containsKey(type) || lost.containsKey(partition);
    }

    /// Topics that are halted, as a whole or in part.
    public synchronized int haltedTopics() {
        Set<AggregateType> types = EnumSet.noneOf(AggregateType.class);
        types.addAll(halted.keySet());
        lost.values().forEach(one -> types.add(one.type()));
        return types.size();
    }

    public synchronized int partitions(AggregateType type) {
        return layout(type).partitions();
    }

    public synchronized int generation(AggregateType type) {
        return layout(type).generation();
    }

    /// Partitions of the topic that the aggregate's events go to.
    public synchronized int eventPartitions(AggregateType type) {
        Layout layout = all.get(type.eventTopic());
        return layout == null ? partitions(type) : layout.partitions();
    }

    private Layout layout(AggregateType type) {
        Layout layout = pinned.get(type.ofTopic());
        if (layout == null) {
            throw new IllegalStateException(type.commandTopic() + " is not pinned yet");
        }
        return layout;
    }
}
