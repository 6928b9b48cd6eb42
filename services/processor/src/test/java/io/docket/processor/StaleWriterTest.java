package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Several who write, or believe that they may.
class StaleWriterTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void two_processors_that_come_and_go_under_load_give_each_command_one_outcome() {
        List<Coordinates> commands;
        List<Order> orders;
        try (Load load = Load.on(site);
                RunningProcessor _ = site.processor()) {
            for (int round = 0; round < 3; round++) {
                try (RunningProcessor _ = site.processor()) {
                    load.awaitMore(300);
                }
                load.awaitMore(150);
            }
            commands = load.finish();
            orders = load.orders();
            site.awaitDecided();
            site.awaitPublished();
        }

        assertThat(commands).hasSizeGreaterThan(1_000);
        outcomes.assertOneForEach(commands);
        outcomes.assertFolded(orders);
        assertThat(site.texts("SELECT DISTINCT node FROM docket.supervision WHERE supervision_id = ANY (?)", (Object)
                        orders.stream().map(Order::id).toArray(String[]::new)))
                .containsExactly("COMPLETED");
    }

    @Test
    void who_finds_progress_moved_commits_nothing_and_reads_it_again() throws SQLException {
        Order order = Order.on(0, Site.PARTITIONS);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            Coordinates skipped;
            try (HeldLock lock = HeldLock.on(site, "progress", AggregateType.SUPERVISION, 0)) {
                skipped = site.produce(order.open());
                awaitWaiting();
                lock.execute("UPDATE docket.progress SET next_offset = next_offset + 1"
                        + " WHERE aggregate_type = 1 AND partition = 0");
                lock.commit();
            }
            Coordinates next = site.produce(order.issueCode());
            site.awaitDecided();
            assertThat(outcomes.of(List.of(skipped, next))).containsExactly("", "refused UNKNOWN_SUPERVISION");
            // Written down as published, or the events topic would say what the command's outcome is.
            site.awaitPublished();

            try (HeldLock lock = HeldLock.on(site, "progress", AggregateType.SUPERVISION, 0)) {
                lock.execute("DELETE FROM docket.event_log WHERE partition = 0 AND aggregate_type = 1"
                        + " AND \"offset\" >= " + skipped.offset());
                lock.execute("UPDATE docket.progress SET next_offset = " + skipped.offset()
                        + " WHERE aggregate_type = 1 AND partition = 0");
                lock.commit();
            }
            Coordinates last = site.produce(order.confirmDelivery());
            site.awaitDecided();
            assertThat(outcomes.of(List.of(skipped, next, last)))
                    .containsExactly("opened", "code-issued", "delivery-confirmed");
        }
        outcomes.assertFolded(List.of(order));
    }

    @Test
    void a_zombie_that_sits_on_a_partition_is_ended_though_the_other_partitions_go_on() throws SQLException {
        setLockTimeout("1s");
        try (HeldLock zombie = HeldLock.on(site, "progress", AggregateType.SUPERVISION, 0);
                RunningProcessor _ = site.processor();
                Load load = Load.on(site)) {
            Coordinates blocked = site.produce(Order.on(0, Site.PARTITIONS).open());

            Await.until("the zombie is ended", () -> !zombie.isAlive());
            List<Coordinates> others = load.finish();
            site.awaitDecided();

            assertThat(outcomes.of(List.of(blocked))).containsExactly("opened");
            outcomes.assertOneForEach(others);
            outcomes.assertFolded(load.orders());
        } finally {
            setLockTimeout("5s");
        }
    }

    private void awaitWaiting() {
        Await.until("a batch waits for the lock", () -> !site.rows("""
                        SELECT 1 FROM pg_stat_activity WHERE usename = 'docket' AND wait_event_type = 'Lock'
                        """).isEmpty());
    }

    /// Of sessions that begin from now on.
    private void setLockTimeout(String value) throws SQLException {
        try (Connection connection = site.database().asSuperuser().getConnection();
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute("ALTER ROLE docket SET lock_timeout = '" + value + "'");
        }
    }
}
