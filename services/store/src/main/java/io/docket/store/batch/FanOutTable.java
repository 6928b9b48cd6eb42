package io.docket.store.batch;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes of authorisation whose tickets are still to be reassigned.
public final class FanOutTable {
    /// Tickets read at once.
    public static final int PAGE_MAX = 1_000;

    private FanOutTable() {}

    /// @param version of the authorisation with the change: in that order they are carried out
    /// @param commandId the authorisation command that caused it
    /// @param actor who sent that, and so sends the reassignments
    /// @param handler who gets the tickets
    /// @param ticketEnds the end of each ticket partition once the first scan was done; null: it was not yet
    public record FanOut(
            String productKey,
            long version,
            String commandId,
            String sellerId,
            String productId,
            String actor,
            String handler,
            @Nullable List<Long> ticketEnds) {}

    /// A place in the scan of a product's tickets.
    public record TicketMark(Instant openedAt, String ticketId) {
        public static final TicketMark START = new TicketMark(Instant.EPOCH, "");
    }

    public static void add(Connection connection, FanOut fanOut, Instant recordedAt) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO docket.reassign_fan_out
                    (product_key, command_id, seller_id, product_id, actor, handler, recorded_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            insert.setString(1, fanOut.productKey());
            insert.setString(2, fanOut.commandId());
            insert.setString(3, fanOut.sellerId());
            insert.setString(4, fanOut.productId());
            insert.setString(5, fanOut.actor());
            insert.setString(6, fanOut.handler());
            insert.setObject(7, OffsetDateTime.ofInstant(recordedAt, ZoneOffset.UTC));
            insert.setLong(8, fanOut.version());
            insert.executeUpdate();
        }
    }

    /// The oldest that nobody works on, for us alone until the lease ends. A product's changes one after the other: the
    /// tickets must end with whom the last one names.
    public static @Nullable FanOut lease(Connection connection, Duration lease) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.reassign_fan_out f
                SET leased_until = clock_timestamp() + make_interval(secs => ?)
                FROM (SELECT product_key, command_id FROM docket.reassign_fan_out due
                      WHERE leased_until < clock_timestamp()
                        AND NOT EXISTS (SELECT FROM docket.reassign_fan_out earlier
                                        WHERE earlier.product_key = due.product_key AND earlier.version < due.version)
                      ORDER BY recorded_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS next
                WHERE f.product_key = next.product_key AND f.command_id = next.command_id
                RETURNING f.product_key, f.version, f.command_id, f.seller_id, f.product_id, f.actor, f.handler, f.ticket_ends
                """)) {
            update.setDouble(1, lease.toMillis() / 1_000.0);
            try (ResultSet row = update.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Array ends = row.getArray(8);
                return new FanOut(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        ends == null
                                ? null
                                : Stream.of((Long[]) ends.getArray()).toList());
            }
        }
    }

    /// The first scan is acknowledged; the lease ends.
    public static void scanned(Connection connection, FanOut fanOut, List<Long> ticketEnds) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE docket.reassign_fan_out SET ticket_ends = ?, leased_until = '-infinity'
                WHERE product_key = ? AND command_id = ?
                """)) {
            update.setArray(1, connection.createArrayOf("int8", ticketEnds.toArray()));
            update.setString(2, fanOut.productKey());
            update.setString(3, fanOut.commandId());
            update.executeUpdate();
        }
    }

    /// Whether a later change of the same product takes the tickets. Then this one must not: a ticket that the later
    /// one
    /// has sent its reassignment already would stay with whom this one names.
    public static boolean isSuperseded(Connection connection, FanOut fanOut) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT EXISTS (SELECT FROM docket.reassign_fan_out WHERE product_key = ? AND version > ?)")) {
            select.setString(1, fanOut.productKey());
            select.setLong(2, fanOut.version());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// The second scan is acknowledged: nothing is left to do.
    public static void done(Connection connection, FanOut fanOut) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM docket.reassign_fan_out WHERE product_key = ? AND command_id = ?")) {
            delete.setString(1, fanOut.productKey());
            delete.setString(2, fanOut.commandId());
            delete.executeUpdate();
        }
    }

    /// Tickets of the product that are open or completed, after a mark, oldest first, at most [#PAGE_MAX].
    public static List<TicketMark> tickets(Connection connection, FanOut fanOut, TicketMark after) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT opened_at, ticket_id FROM docket.ticket
                WHERE seller_id = ? AND product_id = ? AND (opened_at, ticket_id) > (?, ?)
                  AND state IN ('SUBMITTED', 'PROCESSING', 'AWAITING_CONFIRMATION', 'PAUSED', 'AWAITING_FEEDBACK',
                                'COMPLETED')
                ORDER BY opened_at, ticket_id
                LIMIT ?
                """)) {
            select.setString(1, fanOut.sellerId());
            select.setString(2, fanOut.productId());
            select.setObject(3, OffsetDateTime.ofInstant(after.openedAt(), ZoneOffset.UTC));
            select.setString(4, after.ticketId());
            select.setInt(5, PAGE_MAX);
            try (ResultSet row = select.executeQuery()) {
                List<TicketMark> page = new ArrayList<>();
                while (row.next()) {
                    page.add(new TicketMark(SupervisionTable.mandatory(row, 1), row.getString(2)));
                }
                return page;
            }
        }
    }
}
