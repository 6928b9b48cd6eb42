package io.docket.processor;

import io.docket.contracts.Decoded;
import io.docket.domain.Coordinates;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// A record of the log with its place and what it was decoded to.
///
/// @param restored what its partition takes its outcomes from; null: they are decided
record Incoming(
        ConsumerRecord<byte[], byte[]> record,
        Coordinates at,
        Decoded decoded,
        @Nullable RestoredEvents restored) {
    private static final long RECORD_TIME_MILLIS_MAX =
            Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    Instant recordTime() {
        return recordTime(record);
    }

    /// The record's timestamp, within what a database can keep: whoever produces it can write anything there.
    static Instant recordTime(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(Math.clamp(record.timestamp(), 0, RECORD_TIME_MILLIS_MAX));
    }
}
