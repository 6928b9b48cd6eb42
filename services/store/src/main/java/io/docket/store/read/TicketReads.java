package io.docket.store.read;

import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.store.batch.TicketTable;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Tickets as the processor left them.
public final class TicketReads {

    private static final char LIST = 't';
    private static final char QUEUE = 'q';

    /// As [#urgency].
    private static final String URGENCY =
            "CASE severity WHEN 'CRITICAL' THEN 0 WHEN 'HIGH' THEN 1 WHEN 'NORMAL' THEN 2 ELSE 3 END";

    private final Jdbi jdbi;

    public TicketReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Deleted ones too.
    public @Nullable Ticket find(String id) {
        String sql = "SELECT " + TicketTable.COLUMNS + " FROM docket.ticket WHERE ticket_id = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> TicketTable.read(row))
                .findOne()
                .orElse(null));
    }

    /// Newest first.
    ///
    /// @param cursor the last page's; null: the beginning
    /// @param limit at most [Page#LIMIT_MAX]
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<Ticket> list(TicketFilter filter, @Nullable String cursor, int limit) {
        Conditions conditions = new Conditions();
        filter.addTo(conditions);
        conditions.and("state <> 'DELETED'").olderThan(Cursor.parse(LIST, cursor), "opened_at", "ticket_id");
        String sql = "SELECT " + TicketTable.COLUMNS + " FROM docket.ticket " + conditions.where()
                + " ORDER BY opened_at DESC, ticket_id DESC LIMIT :rows";
        return Paging.page(
                jdbi,
                sql,
                conditions.values(),
                limit,
                (row, context) -> TicketTable.read(row),
                last -> Cursor.at(LIST, 0, last.milestones().openedAt(), last.id()));
    }

    /// 客户工单 > 待我处理: what waits to be accepted, most urgent first, then oldest first. Read *through* the products'
    /// authorisations, so it changes with them at once.
    ///
    /// @param staffActorText the sub-account (`staff:S-7`) to whom the products are authorised;
    /// null: the owner, who may handle every product
    /// @param limit at most [Page#LIMIT_MAX]
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<Ticket> queue(String sellerId, @Nullable String staffActorText, @Nullable String cursor, int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("seller", sellerId);
        String authorised = "";
        if (staffActorText != null) {
            authorised = """
                    AND EXISTS (SELECT FROM docket.product
                                WHERE product.seller_id = ticket.seller_id AND product.product_id = ticket.product_id
                                  AND product.authorised_to = :staff)
                    """;
            values.put("staff", staffActorText);
        }
        Cursor after = Cursor.parse(QUEUE, cursor);
        String rest = "";
        if (after != null) {
            rest = "AND (" + URGENCY + ", opened_at, ticket_id) > (:urgency, :openedAt, :id)";
            values.put("urgency", after.rank());
            values.put("openedAt", after.time());
            values.put("id", after.id());
        }
        String sql = "SELECT " + TicketTable.COLUMNS
                + " FROM docket.ticket WHERE seller_id = :seller AND state = 'SUBMITTED' "
                + authorised + rest
                + " ORDER BY " + URGENCY + ", opened_at, ticket_id LIMIT :rows";
        return Paging.page(
                jdbi,
                sql,
                values,
                limit,
                (row, context) -> TicketTable.read(row),
                last -> Cursor.at(
                        QUEUE,
                        urgency(last.subject().severity()),
                        last.milestones().openedAt(),
                        last.id()));
    }

    /// 0 is the most urgent.
    private static int urgency(Severity severity) {
        return switch (severity) {
            case CRITICAL -> 0;
            case HIGH -> 1;
            case NORMAL -> 2;
            case LOW -> 3;
        };
    }
}
