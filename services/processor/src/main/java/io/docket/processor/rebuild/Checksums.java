package io.docket.processor.rebuild;

import io.docket.contracts.Partitioning;
import io.docket.domain.AggregateType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Checksums of rows by the command partition that their aggregates lie in, whatever order they come in. For one thread
/// at a time.
final class Checksums {
    private final CRC32C crc = new CRC32C();
    private final Map<AggregateType, Sums[]> sums = new TreeMap<>();

    /// Of a partition.
    private static final class Sums {
        private long foldedRows;
        private long foldedSum;
        private long liveRows;
        private long liveSum;
    }

    /// @param partitions of each topic; an aggregate's own is computed from its id
    Checksums(Map<AggregateType, Integer> partitions) {
        for (AggregateType type : AggregateType.values()) {
            Sums[] each = new Sums[Math.max(partitions.getOrDefault(type.ofTopic(), 1), 1)];
            for (int i = 0; i < each.length; i++) {
                each[i] = new Sums();
            }
            sums.put(type, each);
        }
    }

    void folded(AggregateType type, byte[] key, byte[] bytes, int start, int length) {
        Sums of = of(type, key);
        of.foldedRows++;
        of.foldedSum += sum(bytes, start, length);
    }

    void live(AggregateType type, byte[] key, byte[] bytes, int start, int length) {
        Sums of = of(type, key);
        of.liveRows++;
        of.liveSum += sum(bytes, start, length);
    }

    private Sums of(AggregateType type, byte[] key) {
        Sums[] each = sums.getOrDefault(type, new Sums[0]);
        return each[Partitioning.partitionOf(key, each.length)];
    }

    private long sum(byte[] bytes, int start, int length) {
        crc.reset();
        crc.update(bytes, start, length);
        return crc.getValue() + ((long) length << 32);
    }

    void add(Checksums other) {
        sums.forEach((type, each) -> {
            Sums[] theirs = other.sums.getOrDefault(type, new Sums[0]);
            for (int i = 0; i < each.length; i++) {
                each[i].foldedRows += theirs[i].foldedRows;
                each[i].foldedSum += theirs[i].foldedSum;
                each[i].liveRows += theirs[i].liveRows;
                each[i].liveSum += theirs[i].liveSum;
            }
        });
    }

    /// By type and partition; those without rows are left out.
    List<PartitionSum> list() {
        List<PartitionSum> list = new ArrayList<>();
        sums.forEach((type, each) -> {
            for (int i = 0; i < each.length; i++) {
                if (each[i].foldedRows > 0 || each[i].liveRows > 0) {
                    list.add(new PartitionSum(
                            type, i, each[i].foldedRows, each[i].foldedSum, each[i].liveRows, each[i].liveSum));
                }
            }
        });
        return list;
    }
}
