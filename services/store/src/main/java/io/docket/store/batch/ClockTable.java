package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the clock asks of the rows of deadlines: which are due, and which of the sent came to nothing.
public final class ClockTable {
    /// A deadline that came to nothing is sent again after a second, two, four and so on up to 2^12.
    private static final int PAUSE_DOUBLINGS_MAX = 12;

    private ClockTable() {}

    /// A due deadline that is ours to send.
    ///
    /// @param kind its wire name
    /// @param attempt how often it was sent before
    public record Due(
            AggregateType type, String aggregateId, String sellerId, String kind, Instant dueAt, int attempt) {}

    /// Where a due deadline's command was acknowledged.
    public record Sent(Due due, int generation, int partition, long offset) {}

    /// Whether this tick is ours: one instance in `interval` is told so, and none while an import holds the clock.
    public static boolean takeTick(Connection connection, Duration interval) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.clock SET next_tick_at = clock_timestamp() + make_interval(secs => ?)
                WHERE only_row = (SELECT only_row FROM docket.clock WHERE next_tick_at <= clock_timestamp()
                                  FOR UPDATE SKIP LOCKED)
                  AND NOT EXISTS (SELECT FROM docket.clock_hold WHERE held_until > clock_timestamp())
                """)) {
            update.setDouble(1, seconds(interval));
            return update.executeUpdate() == 1;
        }
    }

    /// Due deadlines, the longest due first, for us alone until the claim ends. Those that were sent already only where
    /// their command is decided and they are still there.
    public static List<Due> claim(Connection connection, Instant now, Duration claim, int max) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.deadline d
                SET claimed_until = clock_timestamp() + make_interval(secs => ?)
                FROM (SELECT due.aggregate_id, due.kind, due.aggregate_type
                      FROM docket.deadline due
                           LEFT JOIN docket.progress p
                               ON p.aggregate_type = due.aggregate_type AND p.partition = due.sent_partition
                      WHERE due.due_at <= ? AND due.claimed_until <= clock_timestamp()
                        AND (due.sent_offset IS NULL OR p.generation <> due.sent_generation
                             OR p.next_offset > due.sent_offset)
                      ORDER BY due.due_at
                      LIMIT ?
                      FOR UPDATE OF due SKIP LOCKED) AS next
                WHERE d.aggregate_id = next.aggregate_id AND d.kind = next.kind
                  AND d.aggregate_type = next.aggregate_type
                RETURNING d.aggregate_type, d.aggregate_id, d.seller_id, d.kind, d.due_at, d.attempts
                """)) {
            update.setDouble(1, seconds(claim));
            update.setTimestamp(2, Timestamp.from(now));
            update.setInt(3, max);
            try (ResultSet row = update.executeQuery()) {
                List<Due> due = new ArrayList<>();
                while (row.next()) {
                    due.add(new Due(
                            AggregateType.ofCode(row.getInt(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            SupervisionTable.mandatory(row, 5),
                            row.getInt(6)));
                }
                return due;
            }
        }
    }

    /// Marks what was acknowledged; what was decided meanwhile has no row any more.
    public static void sent(Connection connection, List<Sent> sent) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.deadline
                SET sent_generation = ?, sent_partition = ?, sent_offset = ?, attempts = least(attempts + 1, 1000),
                    claimed_until = clock_timestamp() + make_interval(secs => power(2, least(attempts, ?)))
                WHERE aggregate_id = ? AND kind = ? AND aggregate_type = ? AND due_at = ?
                """)) {
            for (Sent each : sent) {
                Due due = each.due();
                update.setInt(1, each.generation());
                update.setInt(2, each.partition());
                update.setLong(3, each.offset());
                update.setInt(4, PAUSE_DOUBLINGS_MAX);
                update.setString(5, due.aggregateId());
                update.setString(6, due.kind());
                update.setShort(7, due.type().code());
                update.setTimestamp(8, Timestamp.from(due.dueAt()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /// No deadline is sent for so long, whoever else sends.
    public static void hold(Connection connection, String holder, Duration hold) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO docket.clock_hold (holder, held_until)
                VALUES (?, clock_timestamp() + make_interval(secs => ?))
                ON CONFLICT (holder) DO UPDATE SET held_until = excluded.held_until
                """)) {
            upsert.setString(1, holder);
            upsert.setDouble(2, seconds(hold));
            upsert.executeUpdate();
        }
    }

    /// Ends this holder's hold.
    public static void release(Connection connection, String holder) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM docket.clock_hold WHERE holder = ?")) {
            delete.setString(1, holder);
            delete.executeUpdate();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
