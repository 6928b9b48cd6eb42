package io.docket.contracts;

import org.apache.kafka.common.utils.Utils;

/// Where a key lives. One place for ever: every producer and the decoder agree on it (architecture.md §3).
public final class Partitioning {
    private Partitioning() {}

    /// murmur2 of the key modulo the number of partitions, as Kafka's own default for a keyed record.
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
