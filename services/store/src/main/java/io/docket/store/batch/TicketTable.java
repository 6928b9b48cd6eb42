package io.docket.store.batch;

import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Sla;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The projection of tickets.
public final class TicketTable {
    /// What [#read] reads, in its order.
    public static final String COLUMNS = """
            ticket_id, seller_id, buyer_id, product_id, supervision_id, category, severity, title, opened_at,
            state, handler, suggested, accepted_at, first_response_at, solved_at, completed_at, urged_at, rating,
            first_response_target_us, first_response_left_us, first_response_since, first_response_due_at,
            first_response_warned, first_response_breached, first_response_ended, resolution_target_us,
            resolution_left_us, resolution_since, resolution_due_at, resolution_warned, resolution_breached,
            resolution_ended, deadlines, version, updated_at""";

    private static final int FIXED_COLUMNS = 9;
    private static final int CHANGING_COLUMNS = 26;
    private static final int FIRST_RESPONSE_AT = 19;
    private static final int RESOLUTION_AT = 26;
    private static final String CHANGING = COLUMNS.substring(COLUMNS.indexOf("state,"));

    private TicketTable() {}

    public static Map<String, Ticket> load(Connection connection, Collection<String> ids) throws SQLException {
        Map<String, Ticket> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM docket.ticket WHERE ticket_id = ANY (?::text[])")) {
            select.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Ticket ticket = read(row);
                    loaded.put(ticket.id(), ticket);
                }
            }
        }
        return loaded;
    }

    /// One row with [#COLUMNS].
    public static Ticket read(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString(1),
                row.getString(2),
                new Ticket.Subject(
                        row.getString(3),
                        row.getString(4),
                        row.getString(6),
                        Severity.valueOf(row.getString(7)),
                        row.getString(8),
                        row.getString(5)),
                TicketState.valueOf(row.getString(10)),
                row.getString(11),
                row.getString(12),
                new Ticket.Milestones(
                        SupervisionTable.mandatory(row, 9),
                        ProgressTable.instant(row, 13),
                        ProgressTable.instant(row, 14),
                        ProgressTable.instant(row, 15),
                        ProgressTable.instant(row, 16)),
                ProgressTable.instant(row, 17),
                row.getObject(18, Integer.class),
                new Sla(promise(row, FIRST_RESPONSE_AT), promise(row, RESOLUTION_AT)),
                DeadlineText.read(row.getString(33)),
                row.getLong(34),
                SupervisionTable.mandatory(row, 35));
    }

    private static @Nullable Promise promise(ResultSet row, int at) throws SQLException {
        long target = row.getLong(at);
        return row.wasNull()
                ? null
                : new Promise(
                        Duration.of(target, ChronoUnit.MICROS),
                        Duration.of(row.getLong(at + 1), ChronoUnit.MICROS),
                        ProgressTable.instant(row, at + 2),
                        ProgressTable.instant(row, at + 3),
                        row.getBoolean(at + 4),
                        row.getBoolean(at + 5),
                        row.getBoolean(at + 6));
    }

    /// Writes what a batch has changed.
    ///
    /// @throws StaleRow when a row was not at the version it was loaded at
    public static void write(Connection connection, Collection<Changed<Ticket>> changed) throws SQLException {
        CopyBuffer added = new CopyBuffer();
        CopyBuffer moved = new CopyBuffer();
        for (Changed<Ticket> change : changed) {
            Ticket ticket = change.state();
            if (change.isNew()) {
                Ticket.Subject subject = ticket.subject();
                added.row(FIXED_COLUMNS + CHANGING_COLUMNS)
                        .text(ticket.id())
                        .text(ticket.sellerId())
                        .text(subject.buyerId())
                        .text(subject.productId())
                        .text(subject.supervisionId())
                        .text(subject.category())
                        .name(subject.severity())
                        .text(subject.title())
                        .time(ticket.milestones().openedAt());
                encodeChanging(added, ticket);
            } else {
                encodeChanging(moved.row(CHANGING_COLUMNS + 2).text(ticket.id()), ticket)
                        .int8(change.loadedVersion());
            }
        }
        added.send(connection, "COPY docket.ticket (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
        if (moved.rows() > 0) {
            update(connection, moved);
        }
    }

    private static void update(Connection connection, CopyBuffer moved) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Without statistics of the temporary table the planner would rather hash the whole projection.
            statement.execute("""
                    SET LOCAL enable_hashjoin = off;
                    SET LOCAL enable_mergejoin = off;
                    CREATE TEMP TABLE IF NOT EXISTS ticket_next ON COMMIT DELETE ROWS AS
                    SELECT ticket_id, %s, version AS loaded_version FROM docket.ticket WITH NO DATA
                    """.formatted(CHANGING));
            moved.send(
                    connection,
                    "COPY pg_temp.ticket_next (ticket_id, " + CHANGING
                            + ", loaded_version) FROM STDIN (FORMAT binary)");
            int written = statement.executeUpdate("""
                    UPDATE docket.ticket t
                    SET state = n.state, handler = n.handler, suggested = n.suggested, accepted_at = n.accepted_at,
                        first_response_at = n.first_response_at, solved_at = n.solved_at,
                        completed_at = n.completed_at, urged_at = n.urged_at, rating = n.rating,
                        first_response_target_us = n.first_response_target_us,
                        first_response_left_us = n.first_response_left_us,
                        first_response_since = n.first_response_since,
                        first_response_due_at = n.first_response_due_at,
                        first_response_warned = n.first_response_warned,
                        first_response_breached = n.first_response_breached,
                        first_response_ended = n.first_response_ended,
                        resolution_target_us = n.resolution_target_us, resolution_left_us = n.resolution_left_us,
                        resolution_since = n.resolution_since, resolution_due_at = n.resolution_due_at,
                        resolution_warned = n.resolution_warned, resolution_breached = n.resolution_breached,
                        resolution_ended = n.resolution_ended, deadlines = n.deadlines, version = n.version, updated_at = n.updated_at
                    FROM pg_temp.ticket_next n
                    WHERE t.ticket_id = n.ticket_id AND t.version = n.loaded_version
                    """);
            if (written != moved.rows()) {
                throw new StaleRow("docket.ticket", moved.rows(), written);
            }
        }
    }

    private static CopyBuffer encodeChanging(CopyBuffer copy, Ticket ticket) {
        Ticket.Milestones reached = ticket.milestones();
        copy.name(ticket.state())
                .text(ticket.handler())
                .text(ticket.suggested())
                .time(reached.acceptedAt())
                .time(reached.firstResponseAt())
                .time(reached.solvedAt())
                .time(reached.completedAt())
                .time(ticket.urgedAt())
                .int2(ticket.rating());
        encode(encode(copy, ticket.sla().firstResponse()), ticket.sla().resolution());
        return copy.text(DeadlineText.of(ticket.deadlines()))
                .int8(ticket.version())
                .time(ticket.updatedAt());
    }

    private static CopyBuffer encode(CopyBuffer copy, @Nullable Promise promise) {
        return promise == null
                ? copy.int8((Long) null)
                        .int8((Long) null)
                        .time(null)
                        .time(null)
                        .bool((Boolean) null)
                        .bool((Boolean) null)
                        .bool((Boolean) null)
                : copy.int8(micros(promise.target()))
                        .int8(micros(promise.left()))
                        .time(promise.since())
                        .time(promise.dueAt())
                        .bool(promise.warned())
                        .bool(promise.breached())
                        .bool(promise.ended());
    }

    private static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.getSeconds()) + duration.getNano() / 1_000;
    }
}
