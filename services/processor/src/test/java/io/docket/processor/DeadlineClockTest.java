package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.OutgoingCommand;
import io.docket.store.batch.ClockTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What is due fires, once, whoever sends it (architecture.md §3). Time is driven by histories that lie in the past.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlineClockTest {
    private static final String HOLDER = "a test";

    @SuppressWarnings("NullAway.Init")
    private Site site;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant longAgo = now.minus(Duration.ofDays(181));

    @BeforeAll
    void begin() {
        site = Site.start();
    }

    @AfterAll
    void end() {
        site.close();
    }

    private RunningProcessor withClock() {
        return site.processor(options -> options.withClock(true));
    }

    private List<OutgoingCommand> refundApproved(Order order, Instant at) {
        return List.of(
                Order.dated(order.open(), at),
                Order.dated(order.requestRefund(), at),
                Order.dated(order.command("approve-refund", "staff:S-7", "{}"), at));
    }

    private List<String> events(Order order) {
        return site.texts("""
                SELECT event_type || coalesce(' ' || refusal_code, '') FROM docket.event_log
                WHERE aggregate_id = ? AND aggregate_type = 1 ORDER BY generation, "offset", index
                """, order.id());
    }

    private List<String> rows(Order order) {
        return site.texts("""
                SELECT kind || ' ' || to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                FROM docket.deadline WHERE aggregate_id = ? ORDER BY kind
                """, order.id());
    }

    private void decideWithoutClock(List<OutgoingCommand> commands) {
        site.produce(commands);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }
    }

    @Test
    void a_deadline_is_a_row_from_its_setting_to_what_makes_it_moot() {
        Order order = Order.next();
        decideWithoutClock(refundApproved(order, now));

        assertThat(rows(order))
                .containsExactly(
                        "refund-settlement " + now.plus(Duration.ofHours(3)),
                        "supervision-reminder " + now.plus(Duration.ofDays(180)));

        decideWithoutClock(List.of(order.command("settle-refund", "platform:cloud", "{}")));

        assertThat(rows(order)).isEmpty();
        new Outcomes(site).assertFolded(List.of(order));
    }

    @Test
    void what_became_due_during_an_outage_fires_once_and_is_set_anew() {
        List<Order> orders = new ArrayList<>();
        List<OutgoingCommand> openings = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            Order order = Order.next();
            orders.add(order);
            openings.add(Order.dated(order.open(), longAgo.plusSeconds(i)));
        }
        decideWithoutClock(openings);

        try (RunningProcessor _ = withClock();
                RunningProcessor _ = withClock()) {
            Order last = orders.getLast();
            Await.until("the last is reminded", () -> events(last).size() > 1);
            site.awaitDecided();
        }

        for (Order order : orders) {
            assertThat(events(order)).containsExactly("opened", "reminded");
        }
        assertThat(rows(orders.getFirst()))
                .containsExactly("supervision-reminder " + longAgo.plus(Duration.ofDays(210)));
        assertThat(site.texts("""
                SELECT DISTINCT actor || ' ' || (data ->> 'by') || ' ' || (data ->> 'kind') FROM docket.event_log
                WHERE event_type = 'reminded'
                """)).containsExactly("clock clock supervision-reminder");
        new Outcomes(site).assertFolded(orders);
    }

    @Test
    void the_longest_due_is_sent_first() {
        int partition = 2;
        List<Order> orders = new ArrayList<>();
        List<OutgoingCommand> openings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Order order = Order.on(partition, Site.PARTITIONS);
            orders.add(order);
            openings.add(Order.dated(order.open(), longAgo.minusSeconds(1_000L * i)));
        }
        decideWithoutClock(openings);

        try (RunningProcessor _ = withClock()) {
            Await.until(
                    "all are reminded",
                    () -> orders.stream().allMatch(order -> events(order).contains("reminded")));
        }

        List<String> ids = orders.stream().map(Order::id).toList();
        assertThat(site.texts("""
                        SELECT aggregate_id FROM docket.event_log
                        WHERE event_type = 'reminded' AND aggregate_id = ANY (string_to_array(?, ','))
                        ORDER BY "offset"
                        """, String.join(",", ids))).isEqualTo(ids.reversed());
    }

    @Test
    void nothing_fires_while_an_import_holds_the_clock() throws SQLException {
        Order order = Order.next();
        decideWithoutClock(refundApproved(order, now.minus(Duration.ofDays(1))));
        try (Connection connection = site.database().app().connection()) {
            ClockTable.hold(connection, HOLDER, Duration.ofMinutes(10));
        }
        try (RunningProcessor processor = withClock()) {
            // Three hours are long over, yet it can be settled in time: the history's own time goes on.
            site.produce(Order.dated(
                    order.command("settle-refund", "platform:cloud", "{}"),
                    now.minus(Duration.ofDays(1)).plus(Duration.ofHours(2))));
            site.awaitDecided();
            try (Connection connection = site.database().app().connection()) {
                ClockTable.release(connection, HOLDER);
            }
            Order next = Order.next();
            site.produce(refundApproved(next, now.minus(Duration.ofDays(1))));
            Await.until("the clock goes again", () -> events(next).contains("overdue"));

            assertThat(events(order)).doesNotContain("overdue").contains("refund-settled");
            assertThat(processor.counted("docket.deadlines.sent")).isEqualTo(1);
        }
    }

    @Test
    void what_was_sent_and_came_to_nothing_is_sent_again_and_what_waits_to_be_decided_is_not() {
        Order lost = Order.next();
        Order waiting = Order.next();
        decideWithoutClock(refundApproved(lost, now.minus(Duration.ofDays(1))));
        decideWithoutClock(refundApproved(waiting, now.minus(Duration.ofDays(1))));
        markSent(lost, "p.next_offset - 1");
        markSent(waiting, "p.next_offset + 1000000");

        try (RunningProcessor _ = withClock()) {
            Await.until("it is sent again", () -> events(lost).contains("overdue"));
            site.awaitDecided();
        }

        assertThat(events(waiting)).doesNotContain("overdue");
    }

    @Test
    void what_is_due_is_a_matter_of_the_clock_of_the_process() {
        Order order = Order.next();
        decideWithoutClock(refundApproved(order, now.minus(Duration.ofHours(3)).plus(Duration.ofMinutes(10))));
        InstantSource ahead = () -> Instant.now().plus(Duration.ofMinutes(20));

        try (RunningProcessor _ = withClock()) {
            Await.until(
                    "it has looked",
                    () -> !site.rows("SELECT 1 FROM docket.clock WHERE next_tick_at > now()")
                            .isEmpty());
            site.awaitDecided();
        }
        assertThat(events(order)).doesNotContain("overdue");

        try (RunningProcessor _ = site.processor(options -> options.withClock(true), ahead)) {
            Await.until("it is sent", () -> events(order).contains("overdue"));
        }
    }

    private void markSent(Order order, String offset) {
        site.database()
                .app()
                .jdbi()
                .useHandle(handle -> assertThat(handle.createUpdate("""
                        UPDATE docket.deadline d
                        SET sent_partition = p.partition, sent_generation = p.generation, attempts = 1, sent_offset = %s
                        FROM docket.progress p
                        WHERE p.aggregate_type = 1 AND p.partition = 0
                          AND d.kind = 'refund-settlement' AND d.aggregate_id = :id
                        """.formatted(offset))
                                .bind("id", order.id())
                                .execute())
                        .isEqualTo(1));
    }
}
