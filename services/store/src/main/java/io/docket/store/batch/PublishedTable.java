package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// How far the events of each command partition are on the events topic: a prefix that only grows.
public final class PublishedTable {
    private PublishedTable() {}

    /// @param nextOffset the events of all commands before it are published
    public record Mark(AggregateType type, int partition, int generation, long nextOffset) {}

    public static List<Mark> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT aggregate_type, partition, generation, next_offset FROM docket.published");
                ResultSet row = select.executeQuery()) {
            return marks(row);
        }
    }

    /// Moves marks forwards, never back, and never beyond progress: a database that was restored under a running
    /// publisher has not decided what that one has published.
    ///
    /// @return those that progress has not passed yet, which are not stored
    public static List<Mark> advance(Connection connection, List<Mark> marks) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                WITH reached AS MATERIALIZED (
                    SELECT given.*, g.aggregate_type IS NOT NULL AS decided
                    FROM unnest(?::smallint[], ?::smallint[], ?::smallint[], ?::bigint[])
                         AS given (aggregate_type, partition, generation, next_offset)
                    LEFT JOIN docket.progress g
                      ON g.aggregate_type = given.aggregate_type AND g.partition = given.partition
                     AND (g.generation, g.next_offset) >= (given.generation, given.next_offset)),
                moved AS (
                    UPDATE docket.published p
                    SET generation = reached.generation, next_offset = reached.next_offset, updated_at = now()
                    FROM reached
                    WHERE reached.decided
                      AND p.aggregate_type = reached.aggregate_type AND p.partition = reached.partition
                      AND (p.generation, p.next_offset) < (reached.generation, reached.next_offset))
                SELECT aggregate_type, partition, generation, next_offset FROM reached WHERE NOT decided
                """)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "int2", marks.stream().map(m -> m.type().code()).toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "int2", marks.stream().map(Mark::partition).toArray()));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "int2", marks.stream().map(Mark::generation).toArray()));
            update.setArray(
                    4,
                    connection.createArrayOf(
                            "int8", marks.stream().map(Mark::nextOffset).toArray()));
            try (ResultSet row = update.executeQuery()) {
                return marks(row);
            }
        }
    }

    private static List<Mark> marks(ResultSet row) throws SQLException {
        List<Mark> marks = new ArrayList<>();
        while (row.next()) {
            marks.add(new Mark(AggregateType.ofCode(row.getShort(1)), row.getInt(2), row.getInt(3), row.getLong(4)));
        }
        return marks;
    }
}
