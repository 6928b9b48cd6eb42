package io.docket.store.batch;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the events of a command partition go on on the events topic. What lies there before is of commands that are
/// decided in this database, and stays so in every later state of it.
public final class EventMarkTable {
    private EventMarkTable() {}

    /// A command partition and a partition of its events topic.
    public record Place(AggregateType type, int partition, int eventPartition) {}

    /// @param nextOffset on the events topic
    /// @param command the furthest one whose events lie before; null: all of them are decided for certain
    public record Mark(
            Place place, long nextOffset, @Nullable Coordinates command) {}

    /// What is known of a command partition's publishing.
    ///
    /// @param publishedAt when the last of it was written down, by the database's clock
    /// @param marks by event partition; those that were never written are absent
    public record Known(Instant publishedAt, Map<Integer, Long> marks) {}

    /// By (aggregate type, command partition); partitions that never published are absent.
    public static Map<AggregateType, Map<Integer, Known>> read(Connection connection) throws SQLException {
        Map<AggregateType, Map<Integer, Known>> known = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT p.aggregate_type, p.partition, p.updated_at, m.event_partition, m.next_offset
                        FROM docket.published p LEFT JOIN docket.event_mark m USING (aggregate_type, partition)
                        """);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Instant at = SupervisionTable.mandatory(row, 3);
                Known partition = known.computeIfAbsent(AggregateType.ofCode(row.getShort(1)), _ -> new HashMap<>())
                        .computeIfAbsent(row.getInt(2), _ -> new Known(at, new HashMap<>()));
                Integer eventPartition = row.getObject(4, Integer.class);
                if (eventPartition != null) {
                    partition.marks().put(eventPartition, row.getLong(5));
                }
            }
        }
        return known;
    }

    /// Of an events topic that was replaced: nothing is known of the one that took its place.
    public static void forget(Connection connection, AggregateType type) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM docket.event_mark WHERE aggregate_type = ?")) {
            delete.setShort(1, type.code());
            delete.executeUpdate();
        }
    }

    /// Moves marks forwards, never back, and only where their commands are decided: a database that was restored under
    /// a running publisher has not decided what that one has published.
    public static void advance(Connection connection, Collection<Mark> marks) throws SQLException {
        if (marks.isEmpty()) {
            return;
        }
        @Nullable Object[] types = new @Nullable Object[marks.size()];
        @Nullable Object[] partitions = new @Nullable Object[marks.size()];
        @Nullable Object[] eventPartitions = new @Nullable Object[marks.size()];
        @Nullable Object[] offsets = new @Nullable Object[marks.size()];
        @Nullable Object[] generations = new @Nullable Object[marks.size()];
        @Nullable Object[] commands = new @Nullable Object[marks.size()];
        int i = 0;
        for (Mark mark : marks) {
            types[i] = mark.place().type().code();
            partitions[i] = mark.place().partition();
            eventPartitions[i] = mark.place().eventPartition();
            offsets[i] = mark.nextOffset();
            Coordinates command = mark.command();
            generations[i] = command == null ? 0 : command.generation();
            commands[i] = command == null ? -1L : command.offset();
            i++;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO docket.event_mark AS m (aggregate_type, partition, event_partition, next_offset)
                SELECT reached.aggregate_type, reached.partition, reached.event_partition, reached.next_offset
                FROM unnest(?::smallint[], ?::smallint[], ?::smallint[], ?::bigint[], ?::int[], ?::bigint[])
                     AS reached (aggregate_type, partition, event_partition, next_offset, generation, command)
                JOIN docket.progress p
                  ON p.aggregate_type = reached.aggregate_type AND p.partition = reached.partition
                 AND (p.generation, p.next_offset) > (reached.generation, reached.command)
                ORDER BY 1, 2, 3
                ON CONFLICT (aggregate_type, partition, event_partition) DO UPDATE
                SET next_offset = excluded.next_offset, updated_at = now()
                WHERE m.next_offset < excluded.next_offset
                """)) {
            upsert.setArray(1, connection.createArrayOf("int2", types));
            upsert.setArray(2, connection.createArrayOf("int2", partitions));
            upsert.setArray(3, connection.createArrayOf("int2", eventPartitions));
            upsert.setArray(4, connection.createArrayOf("int8", offsets));
            upsert.setArray(5, connection.createArrayOf("int4", generations));
            upsert.setArray(6, connection.createArrayOf("int8", commands));
            upsert.executeUpdate();
        }
    }
}
