package io.docket.store.batch;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The event log: appended to by the batch, read again by the publisher.
public final class EventLogTable {
    /// Events read at once when publishing catches up.
    public static final int PAGE_MAX = 2_000;

    private static final int COLUMNS = 17;
    private static final int ROW_BYTES_EXPECTED = 1_024;

    private EventLogTable() {}

    public static void append(Connection connection, List<LoggedRow> rows, Instant recordedAt) throws SQLException {
        CopyBuffer copy = new CopyBuffer((rows.size() + 1) * ROW_BYTES_EXPECTED);
        for (LoggedRow row : rows) {
            copy.row(COLUMNS)
                    .int2(row.at().type().code())
                    .int2(row.at().partition())
                    .int2(row.at().generation())
                    .int2(row.index())
                    .int8(row.at().offset())
                    .int8(row.sequence())
                    .time(row.time())
                    .time(recordedAt)
                    .uuid(row.digest())
                    .text(row.aggregateId())
                    .text(row.sellerId())
                    .text(row.eventType())
                    .text(row.refusalCode())
                    .text(row.actor())
                    .text(row.commandId())
                    .text(row.traceparent())
                    .text(row.data());
        }
        copy.send(connection, """
                COPY docket.event_log (aggregate_type, partition, generation, index, "offset", sequence, time,
                    recorded_at, digest, aggregate_id, seller_id, event_type, refusal_code, actor, command_id,
                    traceparent, data)
                FROM STDIN (FORMAT binary)
                """);
    }

    /// The coordinates of the command that opened an aggregate, however long ago.
    public static @Nullable Coordinates opening(Connection connection, AggregateType type, String aggregateId)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT generation, partition, "offset" FROM docket.event_log
                WHERE aggregate_id = ? AND aggregate_type = ? AND sequence = 1 AND refusal_code IS NULL
                """)) {
            select.setString(1, aggregateId);
            select.setShort(2, type.code());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Coordinates(type, row.getInt(1), row.getInt(2), row.getLong(3)) : null;
            }
        }
    }

    /// Events of one partition in log order, for publishing again: those at or after an offset and index, before an
    /// offset, at most [#PAGE_MAX].
    public static List<LoggedRow> page(Connection connection, Coordinates from, int fromIndex, long beforeOffset)
            throws SQLException {
        List<LoggedRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT "offset", index, aggregate_id, seller_id, sequence, event_type, refusal_code, actor,
                       command_id, time, traceparent, digest, data
                FROM docket.event_log
                WHERE partition = ? AND aggregate_type = ? AND generation = ?
                  AND ("offset", index) >= (?, ?) AND "offset" < ?
                ORDER BY "offset", index
                LIMIT ?
                """)) {
            select.setInt(1, from.partition());
            select.setShort(2, from.type().code());
            select.setInt(3, from.generation());
            select.setLong(4, from.offset());
            select.setInt(5, fromIndex);
            select.setLong(6, beforeOffset);
            select.setInt(7, PAGE_MAX);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Instant time = ProgressTable.instant(row, 10);
                    rows.add(new LoggedRow(
                            new Coordinates(from.type(), from.generation(), from.partition(), row.getLong(1)),
                            row.getInt(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            time == null ? Instant.EPOCH : time,
                            row.getString(11),
                            row.getObject(12, UUID.class),
                            row.getString(13)));
                }
            }
        }
        return rows;
    }
}
