package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// What each topic was when Docket first saw it.
public final class LayoutTable {
    private LayoutTable() {}

    /// @param topicId Kafka's own id of it, which a recreated topic does not keep
    /// @param generation from 1; the next one begins when an operator adopts a replaced topic
    public record Layout(String topic, String topicId, int generation, int partitions) {}

    public static Map<String, Layout> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT topic, topic_id, generation, partitions FROM docket.topic_layout");
                ResultSet row = select.executeQuery()) {
            Map<String, Layout> layouts = new HashMap<>();
            while (row.next()) {
                layouts.put(
                        row.getString(1), new Layout(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4)));
            }
            return layouts;
        }
    }

    /// Pins a topic that is new to Docket; leaves a pinned one as it is.
    public static void pin(Connection connection, Layout layout) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO docket.topic_layout (topic, topic_id, generation, partitions) VALUES (?, ?, ?, ?)
                ON CONFLICT (topic) DO NOTHING
                """)) {
            bind(insert, layout);
            insert.executeUpdate();
        }
    }

    /// Takes a replaced topic for the one to go on with, in its new generation.
    public static void adopt(Connection connection, Layout layout) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                INSERT INTO docket.topic_layout (topic, topic_id, generation, partitions) VALUES (?, ?, ?, ?)
                ON CONFLICT (topic) DO UPDATE SET topic_id = excluded.topic_id, generation = excluded.generation,
                    partitions = excluded.partitions, pinned_at = now()
                """)) {
            bind(update, layout);
            update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Layout layout) throws SQLException {
        statement.setString(1, layout.topic());
        statement.setString(2, layout.topicId());
        statement.setInt(3, layout.generation());
        statement.setInt(4, layout.partitions());
    }

    /// The rows of progress and publishing of a command partition where a generation of it begins; those of this or a
    /// later generation stay. Publishing stays where it is: what an ended generation left unpublished comes first.
    public static void begin(Connection connection, AggregateType type, int partition, int generation, long offset)
            throws SQLException {
        begin(connection, type, partition, generation, offset, """
                INSERT INTO docket.progress AS p (aggregate_type, partition, generation, next_offset, updated_at)
                VALUES (?, ?, ?, ?, now())
                ON CONFLICT (aggregate_type, partition) DO UPDATE
                SET generation = excluded.generation, next_offset = excluded.next_offset, leader_epoch = NULL,
                    record_time = NULL, updated_at = greatest(p.updated_at, now())
                WHERE p.generation < excluded.generation
                """);
        begin(connection, type, partition, generation, offset, """
                INSERT INTO docket.published (aggregate_type, partition, generation, next_offset, updated_at)
                VALUES (?, ?, ?, ?, now())
                ON CONFLICT (aggregate_type, partition) DO NOTHING
                """);
    }

    private static void begin(
            Connection connection, AggregateType type, int partition, int generation, long offset, String sql)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setShort(1, type.code());
            insert.setInt(2, partition);
            insert.setInt(3, generation);
            insert.setLong(4, offset);
            insert.executeUpdate();
        }
    }

    /// The ends of the log as last seen, for `report.freshness`.
    public static void observeEnds(Connection connection, AggregateType type, Map<Integer, Long> ends)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO docket.log_end (aggregate_type, partition, end_offset, observed_at)
                SELECT ?, seen.partition, seen.end_offset, now()
                FROM unnest(?::smallint[], ?::bigint[]) AS seen (partition, end_offset)
                ORDER BY seen.partition
                ON CONFLICT (aggregate_type, partition) DO UPDATE
                SET end_offset = excluded.end_offset, observed_at = excluded.observed_at
                """)) {
            Object[] partitions = ends.keySet().toArray();
            Object[] offsets = ends.values().toArray();
            upsert.setShort(1, type.code());
            upsert.setArray(2, connection.createArrayOf("int2", partitions));
            upsert.setArray(3, connection.createArrayOf("int8", offsets));
            upsert.executeUpdate();
        }
    }
}
