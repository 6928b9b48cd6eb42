package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Outcomes beside the event log: repeats, and dead letters.
public final class SilentTables {
    private SilentTables() {}

    public static void appendOutcomes(Connection connection, List<SilentOutcome> outcomes, Instant recordedAt)
            throws SQLException {
        CopyBuffer copy = new CopyBuffer();
        for (SilentOutcome outcome : outcomes) {
            Coordinates first = outcome.first();
            SilentOutcome.Noted noted = outcome.noted();
            coordinates(copy.row(15), outcome.at())
                    .text(outcome.kind().wire())
                    .text(outcome.aggregateId())
                    .text(outcome.commandId())
                    .int2(first == null ? null : (Integer) first.partition())
                    .int2(first == null ? null : (Integer) first.generation())
                    .int8(first == null ? null : (Long) first.offset())
                    .time(recordedAt)
                    .text(noted == null ? null : noted.sellerId())
                    .text(noted == null ? null : noted.command())
                    .time(noted == null ? null : noted.time())
                    .uuid(noted == null ? null : noted.digest());
        }
        copy.send(connection, """
                COPY docket.silent_outcome (aggregate_type, partition, generation, "offset", kind, aggregate_id,
                    command_id, first_partition, first_generation, first_offset, recorded_at,
                    seller_id, command, time, digest)
                FROM STDIN (FORMAT binary)
                """);
    }

    public static void appendDeadLetters(Connection connection, List<DeadLetterRow> letters, Instant recordedAt)
            throws SQLException {
        CopyBuffer copy = new CopyBuffer();
        for (DeadLetterRow letter : letters) {
            coordinates(copy.row(13), letter.at())
                    .text(letter.reason())
                    .text(letter.detail())
                    .text(letter.key())
                    .text(letter.headers())
                    .bytes(letter.valueSealed())
                    .bytes(letter.frameSealed())
                    .int4(letter.valueBytes())
                    .time(letter.recordTime())
                    .time(recordedAt);
        }
        copy.send(connection, """
                COPY docket.dead_letter (aggregate_type, partition, generation, "offset", reason, detail, record_key,
                    headers, value_sealed, frame_sealed, value_bytes, record_time, recorded_at)
                FROM STDIN (FORMAT binary)
                """);
    }

    private static CopyBuffer coordinates(CopyBuffer copy, Coordinates at) {
        return copy.int2(at.type().code())
                .int2(at.partition())
                .int2(at.generation())
                .int8(at.offset());
    }
}
