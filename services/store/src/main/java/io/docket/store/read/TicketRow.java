package io.docket.store.read;

import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A row of `docket.ticket` as the domain knows it.
public final class TicketRow {

    /// What [#read] needs, in the table's order, of a table named or aliased `ticket`.
    public static final String COLUMNS = """
            ticket.ticket_id, ticket.seller_id, ticket.buyer_id, ticket.product_id, ticket.supervision_id,
            ticket.category, ticket.severity, ticket.title, ticket.opened_at, ticket.state, ticket.handler,
            ticket.suggested, ticket.accepted_at, ticket.first_response_at, ticket.solved_at, ticket.completed_at,
            ticket.urged_at, ticket.rating, ticket.version, ticket.updated_at
            """;

    private TicketRow() {}

    /// Of a result that has [#COLUMNS].
    public static Ticket read(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        return new Ticket(
                row.text("ticket_id"),
                row.text("seller_id"),
                new Ticket.Subject(
                        row.text("buyer_id"),
                        row.text("product_id"),
                        row.text("category"),
                        row.constant(Severity.class, "severity"),
                        row.textOrNull("title"),
                        row.textOrNull("supervision_id")),
                row.constant(TicketState.class, "state"),
                row.textOrNull("handler"),
                row.textOrNull("suggested"),
                new Ticket.Milestones(
                        row.instant("opened_at"),
                        row.instantOrNull("accepted_at"),
                        row.instantOrNull("first_response_at"),
                        row.instantOrNull("solved_at"),
                        row.instantOrNull("completed_at")),
                row.instantOrNull("urged_at"),
                row.integerOrNull("rating"),
                result.getLong("version"),
                row.instant("updated_at"));
    }
}
