package io.docket.processor;

import io.docket.contracts.Partitioning;
import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// That the events topic is ahead of this database in a command partition: the database was restored to an older state.
///
/// @param partition of the commands
/// @param generation of the command topic that the events are of
/// @param eventPartitions of the events topic
/// @param spans by event partition
record PublishedAhead(
        AggregateType type, int partition, int generation, int eventPartitions, Map<Integer, PublishedSpan> spans) {

    PublishedAhead {
        spans = Map.copyOf(spans);
    }

    TopicPartition commands() {
        return new TopicPartition(type.commandTopic(), partition);
    }

    /// The furthest command of which there are events.
    long end() {
        return spans.values().stream()
                .mapToLong(span -> span.last().command().offset())
                .max()
                .orElse(-1);
    }

    /// Whether an event of an aggregate with that id is on the topic, if there is such an event.
    boolean holds(String aggregateId, long offset, int index) {
        PublishedSpan span = span(aggregateId);
        return span != null && span.holds(offset, index);
    }

    /// Whether the command is the last of which there are events where its aggregate's events go: of these some may be
    /// missing.
    boolean isLast(String aggregateId, long offset) {
        PublishedSpan span = span(aggregateId);
        return span != null && span.last().command().offset() == offset;
    }

    private @Nullable PublishedSpan span(String aggregateId) {
        int partition = Partitioning.partitionOf(aggregateId.getBytes(StandardCharsets.UTF_8), eventPartitions);
        return spans.get(partition);
    }

    /// Whether a key of this command partition may have its events in that partition.
    static boolean mayLie(int partition, int partitions, int eventPartition, int eventPartitions) {
        int common = gcd(partitions, eventPartitions);
        return partition % common == eventPartition % common;
    }

    private static int gcd(int one, int other) {
        return other == 0 ? one : gcd(other, one % other);
    }

    static long eventsAhead(Collection<PublishedAhead> all) {
        return all.stream()
                .flatMap(one -> one.spans().values().stream())
                .mapToLong(span -> span.end() - span.start())
                .sum();
    }
}
