package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
            List<Mark> marks = new ArrayList<>();
            while (row.next()) {
                marks.add(
                        new Mark(AggregateType.ofCode(row.getShort(1)), row.getInt(2), row.getInt(3), row.getLong(4)));
            }
            return marks;
        }
    }

    /// The transaction does not wait for the disk: marks that a crash of the database takes along are found on the
    /// events topic again, as after a crash just before they were written.
    public static void letCrashTakeMarks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL synchronous_commit = off");
        }
    }

    /// Moves marks forwards, never back, and never beyond progress: a database that was restored under a running
    /// publisher has not decided what that one has published.
    public static void advance(Connection connection, List<Mark> marks) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.published p
                SET generation = reached.generation, next_offset = reached.next_offset, updated_at = now()
                FROM unnest(?::smallint[], ?::smallint[], ?::smallint[], ?::bigint[])
                     AS reached (aggregate_type, partition, generation, next_offset)
                WHERE p.aggregate_type = reached.aggregate_type AND p.partition = reached.partition
                  AND (p.generation, p.next_offset) < (reached.generation, reached.next_offset)
                  AND EXISTS (SELECT FROM docket.progress g
                              WHERE g.aggregate_type = p.aggregate_type AND g.partition = p.partition
                                AND (g.generation, g.next_offset) >= (reached.generation, reached.next_offset))
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
            update.executeUpdate();
        }
    }
}
