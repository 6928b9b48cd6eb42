package io.docket.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketReadsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);
    private final TicketReads tickets = new TicketReads(database.app().jdbi());
    private final ProductReads products = new ProductReads(database.app().jdbi());

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void the_queue_changes_with_the_products_authorisation_at_once() {
        rows.ticket("T-1", "product_id", "P-1");
        rows.ticket("T-2", "product_id", "P-2");
        rows.product("S-1", "P-1", "staff:staff-1");
        rows.product("S-1", "P-2", null);

        assertThat(queue("staff:staff-1")).containsExactly("T-1");

        database.execute("UPDATE docket.product SET authorised_to = 'staff:staff-2' WHERE product_key = 'S-1/P-1'");

        assertThat(queue("staff:staff-1")).isEmpty();
        assertThat(queue("staff:staff-2")).containsExactly("T-1");
    }

    @Test
    void the_owners_queue_holds_every_product_authorised_or_not() {
        rows.ticket("T-1", "product_id", "P-1");
        rows.ticket("T-2", "product_id", "P-never-authorised");
        rows.ticket("T-3", "seller_id", "S-2");
        rows.product("S-1", "P-1", "staff:staff-1");

        assertThat(queue(null)).containsExactlyInAnyOrder("T-1", "T-2");
    }

    @Test
    void another_sellers_product_of_the_same_id_authorises_nothing() {
        rows.ticket("T-1", "product_id", "P-1");
        rows.product("S-2", "P-1", "staff:staff-1");

        assertThat(queue("staff:staff-1")).isEmpty();
    }

    @Test
    void the_queue_holds_only_what_waits_to_be_accepted() {
        for (TicketState state : TicketState.values()) {
            rows.ticket("T-" + state, "state", state);
        }

        assertThat(queue(null)).containsExactly("T-SUBMITTED");
    }

    @Test
    void the_most_urgent_comes_first_then_the_oldest_also_across_pages() {
        rows.ticket("T-low-old", "severity", "LOW", "opened_at", "2026-11-01T00:00:00Z");
        rows.ticket("T-critical-new", "severity", "CRITICAL", "opened_at", "2026-11-03T00:00:00Z");
        rows.ticket("T-critical-old", "severity", "CRITICAL", "opened_at", "2026-11-02T00:00:00Z");
        rows.ticket("T-high-b", "severity", "HIGH", "opened_at", "2026-11-02T00:00:00Z");
        rows.ticket("T-high-a", "severity", "HIGH", "opened_at", "2026-11-02T00:00:00Z");
        rows.ticket("T-normal", "severity", "NORMAL", "opened_at", "2026-10-01T00:00:00Z");

        assertThat(queue(null))
                .containsExactly("T-critical-old", "T-critical-new", "T-high-a", "T-high-b", "T-normal", "T-low-old");
    }

    @Test
    void deleted_tickets_are_in_no_list_but_found_by_id() {
        rows.ticket("T-1", "state", "DELETED");
        rows.ticket("T-2", "state", "COMPLETED");

        assertThat(ids(tickets.list(TicketFilter.ALL, null, 10))).containsExactly("T-2");
        assertThat(ids(tickets.list(
                        new TicketFilter(null, null, TicketState.DELETED, null, null, null, null), null, 10)))
                .isEmpty();
        assertThat(tickets.find("T-1")).isNotNull();
    }

    @Test
    void every_filter_narrows() {
        rows.ticket("T-1");
        rows.ticket(
                "T-2",
                "seller_id",
                "S-2",
                "buyer_id",
                "B-2",
                "product_id",
                "P-2",
                "severity",
                "HIGH",
                "state",
                "PROCESSING",
                "handler",
                "staff:staff-3",
                "supervision_id",
                "O-1/1");

        assertThat(found(TicketFilter.ofSeller("S-2"))).containsExactly("T-2");
        assertThat(found(TicketFilter.ofBuyer("B-2"))).containsExactly("T-2");
        assertThat(found(new TicketFilter(null, null, TicketState.PROCESSING, null, null, null, null)))
                .containsExactly("T-2");
        assertThat(found(new TicketFilter(null, null, null, "P-2", null, null, null)))
                .containsExactly("T-2");
        assertThat(found(new TicketFilter(null, null, null, null, Severity.HIGH, null, null)))
                .containsExactly("T-2");
        assertThat(found(new TicketFilter(null, null, null, null, null, "staff:staff-3", null)))
                .containsExactly("T-2");
        assertThat(found(new TicketFilter(null, null, null, null, null, null, "O-1/1")))
                .containsExactly("T-2");
    }

    @Test
    void a_sellers_products_are_listed_page_by_page() {
        for (String product : List.of("P-1", "P-2", "P-3")) {
            rows.product("S-1", product, "staff:staff-1");
        }
        rows.product("S-2", "P-4", null);

        Page<?> first = products.list("S-1", null, 2);
        Page<?> second = products.list("S-1", first.nextCursor(), 2);

        assertThat(first.items()).hasSize(2);
        assertThat(second.items()).singleElement().isEqualTo(products.find("S-1/P-3"));
        assertThat(second.nextCursor()).isNull();
    }

    /// All of it, two by two.
    private List<String> queue(@Nullable String staff) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<Ticket> page = tickets.queue("S-1", staff, cursor, 2);
            ids.addAll(ids(page));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    private List<String> found(TicketFilter filter) {
        return ids(tickets.list(filter, null, Page.LIMIT_MAX));
    }

    private static List<String> ids(Page<Ticket> page) {
        return page.items().stream().map(Ticket::id).toList();
    }
}
