package io.docket.store.batch;

import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The projection of tickets.
public final class TicketTable {
    /// What [#read] reads, in its order.
    public static final String COLUMNS = """
            ticket_id, seller_id, buyer_id, product_id, supervision_id, category, severity, title, opened_at,
            state, handler, suggested, accepted_at, first_response_at, solved_at, completed_at, urged_at, rating,
            version, updated_at""";

    private static final int FIXED_COLUMNS = 9;
    private static final int CHANGING_COLUMNS = 11;
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
                row.getLong(19),
                SupervisionTable.mandatory(row, 20));
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
                        version = n.version, updated_at = n.updated_at
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
        return copy.name(ticket.state())
                .text(ticket.handler())
                .text(ticket.suggested())
                .time(reached.acceptedAt())
                .time(reached.firstResponseAt())
                .time(reached.solvedAt())
                .time(reached.completedAt())
                .time(ticket.urgedAt())
                .int2(ticket.rating())
                .int8(ticket.version())
                .time(ticket.updatedAt());
    }
}
