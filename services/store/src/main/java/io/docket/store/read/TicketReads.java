package io.docket.store.read;

import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.store.batch.TicketTable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Tickets as the processor left them.
public final class TicketReads {

    private static final char LIST = 't';
    private static final char QUEUE = 'q';

    /// As [#urgency].
    private static final String URGENCY =
            "CASE severity WHEN 'CRITICAL' THEN 0 WHEN 'HIGH' THEN 1 WHEN 'NORMAL' THEN 2 ELSE 3 END";

    /// When the next promise falls due; a ticket without one waits behind those that have one.
    private static final String PROMISED = "coalesce(least(CASE WHEN NOT first_response_ended THEN"
            + " first_response_due_at END, resolution_due_at), 'infinity'::timestamptz)";

    private static final String UNPROMISED = "infinity";

    private final Jdbi jdbi;

    public TicketReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Its state when its history was archived; null: it never was.
    public @Nullable Ticket baseline(String id) {
        String sql =
                "SELECT " + TicketTable.COLUMNS + " FROM (SELECT (json_populate_record(NULL::docket.ticket, state)).*"
                        + " FROM docket.baseline WHERE aggregate_id = :id AND aggregate_type = 2) AS at_rest";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> TicketTable.read(row))
                .findOne()
                .orElse(null));
    }

    /// On whose behalf commands to it are sent; null: there is none.
    public @Nullable String sellerOf(String id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT seller_id FROM docket.ticket WHERE ticket_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .orElse(null));
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

    /// 客户工单 > 待我处理: what waits to be accepted, the most urgent promise first, then by severity and age. Read *through*
    /// the products'
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
            rest = "AND (" + PROMISED + ", " + URGENCY
                    + ", opened_at, ticket_id) > (:promised::timestamptz, :urgency, :openedAt, :id)";
            int bar = after.id().indexOf('|');
            values.put("promised", promised(after.id().substring(0, Math.max(bar, 0))));
            values.put("urgency", after.rank());
            values.put("openedAt", after.time());
            values.put("id", after.id().substring(bar + 1));
        }
        String sql = "SELECT " + TicketTable.COLUMNS
                + " FROM docket.ticket WHERE seller_id = :seller AND state = 'SUBMITTED' "
                + authorised + rest
                + " ORDER BY " + PROMISED + ", " + URGENCY + ", opened_at, ticket_id LIMIT :rows";
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
                        promised(last) + "|" + last.id()));
    }

    private static String promised(String cursor) {
        try {
            return cursor.equals(UNPROMISED) ? cursor : Instant.parse(cursor).toString();
        } catch (DateTimeParseException e) {
            throw new InvalidCursorException("it has been altered");
        }
    }

    private static String promised(Ticket ticket) {
        Promise response = ticket.sla().firstResponse();
        Promise resolution = ticket.sla().resolution();
        return Stream.of(
                        response == null || response.ended() ? null : response.dueAt(),
                        resolution == null ? null : resolution.dueAt())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(Instant::toString)
                .orElse(UNPROMISED);
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
