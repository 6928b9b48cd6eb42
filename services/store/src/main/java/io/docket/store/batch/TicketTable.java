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
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
    private static final MovedRows<Ticket> MOVED =
            new MovedRows<>("ticket", "ticket_id", CHANGING, Ticket::id, TicketTable::encodeChanging);

    private TicketTable() {}

    public static Map<String, Ticket> load(Connection connection, Collection<String> ids) throws SQLException {
        return load(connection, "docket", ids);
    }

    static Map<String, Ticket> load(Connection connection, String schema, Collection<String> ids) throws SQLException {
        Map<String, Ticket> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM " + schema + ".ticket WHERE ticket_id = ANY (?::text[])")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
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
        List<Changed<Ticket>> moved = new ArrayList<>(changed.size());
        for (Changed<Ticket> change : changed) {
            if (change.isNew()) {
                encode(added, change.state());
            } else {
                moved.add(change);
            }
        }
        added.send(connection, "COPY docket.ticket (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
        MOVED.write(connection, moved);
    }

    /// A row with [#COLUMNS].
    static void encode(CopyBuffer copy, Ticket ticket) {
        Ticket.Subject subject = ticket.subject();
        copy.row(FIXED_COLUMNS + CHANGING_COLUMNS)
                .text(ticket.id())
                .text(ticket.sellerId())
                .text(subject.buyerId())
                .text(subject.productId())
                .text(subject.supervisionId())
                .text(subject.category())
                .name(subject.severity())
                .text(subject.title())
                .time(ticket.milestones().openedAt());
        encodeChanging(copy, ticket);
    }

    private static void encodeChanging(RowWriter row, Ticket ticket) {
        Ticket.Milestones reached = ticket.milestones();
        row.name(ticket.state())
                .text(ticket.handler())
                .text(ticket.suggested())
                .time(reached.acceptedAt())
                .time(reached.firstResponseAt())
                .time(reached.solvedAt())
                .time(reached.completedAt())
                .time(ticket.urgedAt())
                .int2(ticket.rating());
        encode(encode(row, ticket.sla().firstResponse()), ticket.sla().resolution());
        row.text(DeadlineText.of(ticket.deadlines())).int8(ticket.version()).time(ticket.updatedAt());
    }

    private static RowWriter encode(RowWriter row, @Nullable Promise promise) {
        return promise == null
                ? row.int8(null)
                        .int8(null)
                        .time(null)
                        .time(null)
                        .bool(null)
                        .bool(null)
                        .bool(null)
                : row.int8(micros(promise.target()))
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
