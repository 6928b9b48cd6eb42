package io.docket.store.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Completed tickets of category `VERIFICATION_UNLOCK` whose seller is still to be unlocked.
public final class UnlockTable {
    private UnlockTable() {}

    /// @param ticketId the completed ticket
    /// @param ticketVersion by its completion; reopened and completed again it is another
    public record Unlock(String ticketId, long ticketVersion, String sellerId) {}

    public static void add(Connection connection, Unlock unlock, Instant recordedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO docket.verification_unlock (ticket_id, ticket_version, seller_id, recorded_at)
                VALUES (?, ?, ?, ?)
                """)) {
            insert.setString(1, unlock.ticketId());
            insert.setLong(2, unlock.ticketVersion());
            insert.setString(3, unlock.sellerId());
            insert.setObject(4, OffsetDateTime.ofInstant(recordedAt, ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /// The oldest that nobody works on, for us alone until the lease ends.
    public static @Nullable Unlock lease(Connection connection, Duration lease) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.verification_unlock u
                SET leased_until = clock_timestamp() + make_interval(secs => ?)
                FROM (SELECT ticket_id, ticket_version FROM docket.verification_unlock WHERE leased_until < clock_timestamp()
                      ORDER BY recorded_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS next
                WHERE u.ticket_id = next.ticket_id AND u.ticket_version = next.ticket_version
                RETURNING u.ticket_id, u.ticket_version, u.seller_id
                """)) {
            update.setDouble(1, lease.toMillis() / 1_000.0);
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? new Unlock(row.getString(1), row.getLong(2), row.getString(3)) : null;
            }
        }
    }

    /// Its command is acknowledged.
    public static void done(Connection connection, Unlock unlock) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM docket.verification_unlock WHERE ticket_id = ? AND ticket_version = ?")) {
            delete.setString(1, unlock.ticketId());
            delete.setLong(2, unlock.ticketVersion());
            delete.executeUpdate();
        }
    }
}
