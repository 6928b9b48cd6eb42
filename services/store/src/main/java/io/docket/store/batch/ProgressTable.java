package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Progress on the command log: the first and the last statement of every batch.
public final class ProgressTable {
    private ProgressTable() {}

    /// What locking found.
    ///
    /// @param positions as stored, in the order of (type, partition)
    /// @param now the database's clock, the time of recording
    /// @param latest no outcome of any partition was recorded later, also if that clock was put back since
    public record Locked(List<LogPosition> positions, Instant now, Instant latest) {}

    /// Locks the partitions' rows in one order for everybody, so that two batches cannot wait for each other.
    public static Locked lock(Connection connection, List<LogPosition> expected) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT p.aggregate_type, p.partition, p.generation, p.next_offset, p.leader_epoch, p.record_time,
                       clock_timestamp(),
                       greatest(clock_timestamp(), p.updated_at, (SELECT max(updated_at) FROM docket.progress))
                FROM docket.progress p
                JOIN unnest(?::smallint[], ?::smallint[]) AS wanted (aggregate_type, partition)
                  ON p.aggregate_type = wanted.aggregate_type AND p.partition = wanted.partition
                ORDER BY p.aggregate_type, p.partition
                FOR UPDATE OF p
                """)) {
            select.setArray(1, connection.createArrayOf("int2", types(expected)));
            select.setArray(2, connection.createArrayOf("int2", partitions(expected)));
            return read(select);
        }
    }

    /// The stored positions of some partitions, unlocked.
    public static List<LogPosition> read(Connection connection, AggregateType type) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT aggregate_type, partition, generation, next_offset, leader_epoch, record_time,
                       clock_timestamp(), updated_at
                FROM docket.progress WHERE aggregate_type = ? ORDER BY partition
                """)) {
            select.setShort(1, type.code());
            return read(select).positions();
        }
    }

    private static Locked read(PreparedStatement select) throws SQLException {
        List<LogPosition> positions = new ArrayList<>();
        Instant now = Instant.EPOCH;
        Instant latest = Instant.EPOCH;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Integer leaderEpoch = row.getObject(5, Integer.class);
                positions.add(new LogPosition(
                        AggregateType.ofCode(row.getShort(1)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getLong(4),
                        leaderEpoch,
                        instant(row, 6)));
                Instant read = instant(row, 7);
                now = read == null ? now : read;
                Instant recorded = instant(row, 8);
                latest = recorded == null || recorded.isBefore(latest) ? latest : recorded;
            }
        }
        return new Locked(positions, now, latest);
    }

    /// Moves locked partitions on.
    ///
    /// @param recordedAt when their outcomes were recorded; kept as far as it is the latest
    public static void advance(Connection connection, List<LogPosition> reached, Instant recordedAt)
            throws SQLException {
        Integer[] generations = new Integer[reached.size()];
        Long[] offsets = new Long[reached.size()];
        @Nullable Integer[] epochs = new @Nullable Integer[reached.size()];
        @Nullable Timestamp[] times = new @Nullable Timestamp[reached.size()];
        for (int i = 0; i < reached.size(); i++) {
            LogPosition position = reached.get(i);
            generations[i] = position.generation();
            offsets[i] = position.nextOffset();
            epochs[i] = position.leaderEpoch();
            times[i] = position.recordTime() == null ? null : Timestamp.from(position.recordTime());
        }
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.progress p
                SET generation = reached.generation, next_offset = reached.next_offset,
                    leader_epoch = coalesce(reached.leader_epoch, p.leader_epoch),
                    record_time = coalesce(reached.record_time, p.record_time),
                    updated_at = greatest(p.updated_at, ?)
                FROM unnest(?::smallint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::int[], ?::timestamptz[])
                     AS reached (aggregate_type, partition, generation, next_offset, leader_epoch, record_time)
                WHERE p.aggregate_type = reached.aggregate_type AND p.partition = reached.partition
                """)) {
            update.setObject(1, OffsetDateTime.ofInstant(recordedAt, ZoneOffset.UTC));
            update.setArray(2, connection.createArrayOf("int2", types(reached)));
            update.setArray(3, connection.createArrayOf("int2", partitions(reached)));
            update.setArray(4, connection.createArrayOf("int2", generations));
            update.setArray(5, connection.createArrayOf("int8", offsets));
            update.setArray(6, connection.createArrayOf("int4", epochs));
            update.setArray(7, connection.createArrayOf("timestamptz", times));
            update.executeUpdate();
        }
    }

    private static Short[] types(List<LogPosition> positions) {
        return positions.stream().map(position -> position.type().code()).toArray(Short[]::new);
    }

    private static Integer[] partitions(List<LogPosition> positions) {
        return positions.stream().map(LogPosition::partition).toArray(Integer[]::new);
    }

    static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
