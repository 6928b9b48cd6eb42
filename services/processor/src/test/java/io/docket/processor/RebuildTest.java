package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.OutgoingCommand;
import io.docket.processor.rebuild.DamagedLog;
import io.docket.processor.rebuild.FoldReport;
import io.docket.processor.rebuild.Rebuild;
import io.docket.store.projection.ShadowSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Projections made anew from the log and put in the live ones' place, while everybody goes on.
@OwnSite
class RebuildTest {
    private static final Duration SWITCH_MAX = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // set before every test
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static final class Told implements Rebuild.Steps {
        private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void step(String what) {
            steps.add(what);
        }

        @Override
        public void compared(FoldReport report) {
            steps.add("compared");
        }

        @Override
        public void at(long reached, long end) {
            assertThat(reached).isLessThanOrEqualTo(end);
        }
    }

    private static Rebuild.Result rebuild(boolean switching) throws SQLException {
        return Objects.requireNonNull(new Rebuild(site.database().app(), null, new Told(), SWITCH_MAX).run(switching));
    }

    private static FoldReport verify() throws SQLException {
        return new ProjectionCheck(site.database().app(), (_, _) -> {}).run();
    }

    private static List<Order> decided(int count) {
        List<Order> orders = new ArrayList<>();
        List<OutgoingCommand> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Order order = Order.next();
            orders.add(order);
            commands.addAll(order.untilReceipt());
        }
        site.produce(commands);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }
        return orders;
    }

    @Test
    void damage_is_shown_and_mended_and_nothing_else_changes() throws SQLException {
        List<Order> orders = decided(6);
        List<String> damage = List.of(
                "UPDATE docket.supervision SET buyer_id = 'B-9' WHERE supervision_id = ?",
                "UPDATE docket.supervision SET code_hash = 'x' WHERE supervision_id = ?",
                "UPDATE docket.supervision SET paid_amount = 1280.5 WHERE supervision_id = ?",
                "DELETE FROM docket.supervision WHERE supervision_id = ?",
                "DELETE FROM docket.deadline WHERE aggregate_id = ?",
                "UPDATE docket.deadline SET attempts = 7, due_at = due_at WHERE aggregate_id = ?");
        List<String> rows = texts("SELECT s::text FROM docket.supervision s ORDER BY supervision_id");
        List<String> deadlines = texts("SELECT d::text FROM docket.deadline d ORDER BY aggregate_id, kind");
        List<String> catalog = texts(Catalog.EVERYTHING);
        for (int i = 0; i < damage.size(); i++) {
            String sql = damage.get(i);
            String id = orders.get(i).id();
            site.database()
                    .app()
                    .jdbi()
                    .useHandle(handle ->
                            assertThat(handle.execute(sql, id)).as(sql).isPositive());
        }
        FoldReport before = verify();

        Rebuild.Result compared = rebuild(false);
        FoldReport untouched = verify();
        Rebuild.Result switched = rebuild(true);

        assertThat(before.differences()).isEqualTo(5);
        assertThat(compared.report().differences()).isEqualTo(5);
        assertThat(compared.report().partitions()).anyMatch(partition -> !partition.isEqual());
        assertThat(untouched.differences()).isEqualTo(5);
        assertThat(switched.report().differences()).isEqualTo(5);
        FoldReport after = verify();
        assertThat(after.differences()).as(after.toString()).isZero();
        assertThat(after.partitions()).allMatch(partition -> partition.isEqual());
        assertThat(texts("SELECT s::text FROM docket.supervision s ORDER BY supervision_id"))
                .isEqualTo(rows);
        assertThat(texts("SELECT d::text FROM docket.deadline d ORDER BY aggregate_id, kind"))
                .isEqualTo(deadlines);
        assertThat(texts(Catalog.EVERYTHING)).isEqualTo(catalog);
    }

    @Test
    void what_was_sent_of_a_due_deadline_stays_sent() throws SQLException {
        Order order = decided(1).getFirst();
        // Due long ago, in the log as in the row.
        String past = "2020-01-01T00:00:00Z";
        site.database().app().jdbi().useHandle(handle -> {
            handle.execute(
                    "UPDATE docket.event_log SET data = (regexp_replace(data::text, '\"supervision-reminder\":\"[^\"]*\"',"
                            + " '\"supervision-reminder\":\"" + past + "\"'))::json WHERE aggregate_id = ?",
                    order.id());
            handle.execute(
                    "UPDATE docket.deadline SET due_at = ?::timestamptz, attempts = 3, sent_partition = 1,"
                            + " sent_generation = 1, sent_offset = 99, claimed_until = '2030-01-01' WHERE aggregate_id = ?",
                    past,
                    order.id());
        });
        List<String> sent = texts("SELECT d::text FROM docket.deadline d ORDER BY aggregate_id, kind");

        rebuild(true);

        assertThat(texts("SELECT d::text FROM docket.deadline d ORDER BY aggregate_id, kind"))
                .isEqualTo(sent)
                .anyMatch(row -> row.contains(",3,1,1,99,"));
        site.database()
                .app()
                .jdbi()
                .useHandle(handle -> handle.execute("DELETE FROM docket.event_log WHERE aggregate_id = ?", order.id()));
        site.database()
                .app()
                .jdbi()
                .useHandle(handle ->
                        handle.execute("DELETE FROM docket.supervision WHERE supervision_id = ?", order.id()));
        rebuild(true);
        assertThat(verify().differences()).isZero();
    }

    @Test
    void deciding_and_reading_go_on_while_it_rebuilds_again_and_again() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean stopping = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> read(stopping, reads, failures));
        Load load = Load.on(site);
        double retried;
        double blockers = 0;
        try (RunningProcessor processor = site.processor()) {
            load.awaitMore(200);
            long caughtUp = 0;
            for (int i = 0; i < 4; i++) {
                Rebuild.Result result = rebuild(true);
                assertThat(result.report().differences())
                        .as(result.report().toString())
                        .isZero();
                assertThat(result.pause()).isLessThan(Duration.ofSeconds(4));
                caughtUp += result.caughtUp();
                load.awaitMore(100);
            }
            load.finish();
            site.awaitDecided();
            retried = processor.counted("docket.batch.retries");
            assertThat(caughtUp).isPositive();
        }
        stopping.set(true);
        reader.join();

        assertThat(failures).isEmpty();
        assertThat(reads.get()).isGreaterThan(20);
        assertThat(retried + blockers).isZero();
        FoldReport after = verify();
        assertThat(after.differences()).as(after.toString()).isZero();
        assertThat(load.orders()).isNotEmpty();
        for (Order order : load.orders()) {
            assertThat(texts("SELECT node FROM report.supervision WHERE supervision_id = '" + order.id() + "'"))
                    .containsExactly("COMPLETED");
        }
    }

    /// As a seller's BI tool and as the gateway do, over and over.
    private static void read(AtomicBoolean stopping, AtomicInteger reads, List<String> failures) {
        try (Connection reporter = site.database().as("reporter_1").getConnection();
                Statement statement = reporter.createStatement()) {
            while (!stopping.get()) {
                for (String sql : List.of(
                        "SELECT count(*) FROM report.supervision",
                        "SELECT count(*) FROM report.ticket_sla_daily",
                        "SELECT count(*) FROM report.supervision JOIN report.event ON aggregate_id = supervision_id"
                                + " JOIN report.ticket ON true")) {
                    try (ResultSet row = statement.executeQuery(sql)) {
                        row.next();
                        reads.incrementAndGet();
                    }
                }
                texts("SELECT count(*) FROM docket.supervision JOIN docket.deadline ON aggregate_id = supervision_id");
            }
        } catch (SQLException | RuntimeException e) {
            failures.add(e.toString());
        }
    }

    @Test
    void a_second_one_is_refused_while_one_runs_and_what_it_left_is_removed() throws SQLException {
        decided(1);
        try (ShadowSchema first = ShadowSchema.begin(site.database().app())) {
            assertThat(first).isNotNull();
            assertThat(new Rebuild(site.database().app(), null, new Told(), SWITCH_MAX).run(true))
                    .isNull();
        }
        // As one that was killed leaves it.
        site.database().app().jdbi().useHandle(handle -> handle.execute("SELECT docket.rebuild_begin()"));

        Rebuild.Result result = rebuild(true);

        assertThat(result.tries()).isEqualTo(1);
        assertThat(texts("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'docket%'"))
                .containsExactly("docket");
    }

    @Test
    void a_log_that_cannot_be_folded_is_refused_and_the_live_rows_stay() throws SQLException {
        Order order = decided(1).getFirst();
        site.database()
                .app()
                .jdbi()
                .useHandle(handle -> handle.execute(
                        "DELETE FROM docket.event_log WHERE aggregate_id = ? AND sequence = 2", order.id()));

        assertThatThrownBy(() -> rebuild(true)).isInstanceOf(DamagedLog.class);

        assertThat(texts("SELECT version::text FROM docket.supervision WHERE supervision_id = '" + order.id() + "'"))
                .containsExactly("3");
        site.database().app().jdbi().useHandle(handle -> {
            handle.execute("DELETE FROM docket.event_log WHERE aggregate_id = ?", order.id());
            handle.execute("DELETE FROM docket.supervision WHERE supervision_id = ?", order.id());
            handle.execute("DELETE FROM docket.deadline WHERE aggregate_id = ?", order.id());
        });
    }

    @Test
    void a_long_report_makes_it_wait_and_then_give_up_without_a_trace() throws SQLException {
        decided(1);
        List<String> catalog = texts(Catalog.EVERYTHING);
        try (Connection reporter = site.database().as("reporter_1").getConnection();
                Statement statement = reporter.createStatement()) {
            reporter.setAutoCommit(false);
            statement.executeQuery("SELECT count(*) FROM report.supervision").close();

            assertThatThrownBy(
                            () -> new Rebuild(site.database().app(), null, new Told(), Duration.ofSeconds(1)).run(true))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("nothing is changed");
            reporter.rollback();
        }

        assertThat(texts(Catalog.EVERYTHING)).isEqualTo(catalog);
        assertThat(rebuild(true).tries()).isEqualTo(1);
    }

    private static List<String> texts(String sql) {
        return site.database()
                .app()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
