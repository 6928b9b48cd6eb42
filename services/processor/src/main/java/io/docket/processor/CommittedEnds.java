package io.docket.processor;

import io.docket.store.batch.LogPosition;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far the owned partitions are committed, and up to where what nobody hands over must be read from the event log,
/// before anything newer.
final class CommittedEnds {
    private final Map<TopicPartition, LogPosition> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, LogPosition> gaps = new ConcurrentHashMap<>();

    /// @return whether it is committed less far than it was here: the database was restored
    boolean positioned(LogPosition position) {
        LogPosition before = ends.put(Poll.partition(position), position);
        gaps.remove(Poll.partition(position));
        return before != null && isBefore(position, before);
    }

    void revoked(TopicPartition partition) {
        ends.remove(partition);
        gaps.remove(partition);
    }

    /// Told late by a consumer that was held up, it is no way back.
    void moved(LogPosition position) {
        ends.computeIfPresent(Poll.partition(position), (_, before) -> later(before, position));
    }

    void openGap(LogPosition end) {
        gaps.merge(Poll.partition(end), end, CommittedEnds::later);
    }

    /// Nothing is handed over any more.
    void openGaps() {
        gaps.putAll(ends);
    }

    boolean hasGaps() {
        return !gaps.isEmpty();
    }

    Set<TopicPartition> withGaps() {
        return gaps.keySet();
    }

    Set<TopicPartition> owned() {
        return ends.keySet();
    }

    /// null: not owned.
    @Nullable
    LogPosition end(TopicPartition partition) {
        return ends.get(partition);
    }

    /// Never beyond what is committed: the gap may have been opened before the partition was positioned anew.
    ///
    /// @return null: there is none, or the partition is not owned
    @Nullable
    LogPosition gapEnd(TopicPartition partition) {
        LogPosition gap = gaps.get(partition);
        LogPosition end = ends.get(partition);
        return gap == null || end == null ? null : isBefore(gap, end) ? gap : end;
    }

    /// Forgets gaps that are none any more, also those of partitions that are not owned.
    ///
    /// @param isOpen whether something of a partition is not published up to a position
    void close(BiPredicate<TopicPartition, LogPosition> isOpen) {
        gaps.entrySet().removeIf(gap -> {
            LogPosition end = gapEnd(gap.getKey());
            return end == null || !isOpen.test(gap.getKey(), end);
        });
    }

    private static LogPosition later(LogPosition one, LogPosition other) {
        return isBefore(one, other) ? other : one;
    }

    private static boolean isBefore(LogPosition one, LogPosition other) {
        return one.generation() < other.generation()
                || (one.generation() == other.generation() && one.nextOffset() < other.nextOffset());
    }
}
