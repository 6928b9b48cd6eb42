package io.docket.store.batch;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// Commands that were decided before, with an event or without one.
public final class FirstOutcomes {
    /// A look-up per aggregate, for all its commands at once, written so that the planner has no choice: without
    /// statistics of a new partition it would rather read and hash all of it.
    private static final String FIND = """
            WITH wanted AS MATERIALIZED (
                SELECT aggregate_id, array_agg(command_id) AS command_ids
                FROM unnest(?::text[], ?::text[]) AS given (aggregate_id, command_id)
                GROUP BY aggregate_id)
            SELECT e.aggregate_type, e.aggregate_id, e.command_id, e.generation, e.partition, e."offset", e.digest
            FROM wanted CROSS JOIN LATERAL (
                SELECT * FROM docket.event_log
                WHERE aggregate_id = wanted.aggregate_id AND command_id = ANY (wanted.command_ids)
                  AND recorded_at >= ? AND recorded_at < ?
                OFFSET 0) AS e
            WHERE e.index = 0
            UNION ALL
            SELECT n.aggregate_type, n.aggregate_id, n.command_id, n.generation, n.partition, n."offset", n.digest
            FROM wanted CROSS JOIN LATERAL (
                SELECT * FROM docket.silent_outcome
                WHERE aggregate_id = wanted.aggregate_id AND command_id = ANY (wanted.command_ids)
                  AND recorded_at >= ? AND recorded_at < ? AND command IS NOT NULL
                OFFSET 0) AS n
            """;

    private FirstOutcomes() {}

    /// @param since among what was recorded from then on
    /// @param before until then: not even the indexes of months to come are looked at
    public static Map<CommandKey, FirstOutcome> find(
            Connection connection, Collection<CommandKey> keys, Instant since, Instant before) throws SQLException {
        Map<CommandKey, FirstOutcome> firsts = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            OffsetDateTime from = OffsetDateTime.ofInstant(since, ZoneOffset.UTC);
            OffsetDateTime to = OffsetDateTime.ofInstant(before, ZoneOffset.UTC);
            select.setArray(
                    1,
                    SqlArrays.texts(
                            connection,
                            keys.stream().map(CommandKey::aggregateId).toList()));
            select.setArray(
                    2,
                    SqlArrays.texts(
                            connection, keys.stream().map(CommandKey::commandId).toList()));
            select.setObject(3, from);
            select.setObject(4, to);
            select.setObject(5, from);
            select.setObject(6, to);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    AggregateType type = AggregateType.ofCode(row.getShort(1));
                    Coordinates at = new Coordinates(type, row.getInt(4), row.getInt(5), row.getLong(6));
                    CommandKey key = new CommandKey(type, row.getString(2), row.getString(3));
                    firsts.put(key, new FirstOutcome(at, row.getObject(7, UUID.class)));
                }
            }
        }
        return firsts;
    }
}
