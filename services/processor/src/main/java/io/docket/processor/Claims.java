package io.docket.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// Which consumers of this processor take a partition for theirs. One that was held up may still do so when another has
/// it already: it hears late that it has lost it, and what it then says of it, or has read of it before, is no news.
/// Guarded by its user.
final class Claims {
    private final Map<TopicPartition, Set<PositionSource>> claimants = new HashMap<>();
    private final Map<TopicPartition, Long> lastMoves = new HashMap<>();
    private long moves;

    /// A place in time, among the moves of all partitions.
    long now() {
        return moves;
    }

    void moved(TopicPartition partition) {
        lastMoves.put(partition, ++moves);
    }

    /// @param readAt when its position was about to be read
    /// @return false if the partition has moved here since
    boolean claim(TopicPartition partition, PositionSource claimant, long readAt) {
        if (lastMoves.getOrDefault(partition, 0L) > readAt) {
            return false;
        }
        claimants.computeIfAbsent(partition, _ -> new HashSet<>()).add(claimant);
        return true;
    }

    /// @return whether nobody is left who takes the partition for his
    boolean release(TopicPartition partition, PositionSource claimant) {
        Set<PositionSource> left = claimants.get(partition);
        if (left == null || !left.remove(claimant) || !left.isEmpty()) {
            return false;
        }
        claimants.remove(partition);
        return true;
    }
}
