package io.docket.gateway.position;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.gateway.fixture.RunningGateway;
import io.docket.store.read.LayoutReads;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// Which layout callers go by that come at the same time.
class LayoutsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RunningGateway docket = RunningGateway.shared();

    @Test
    void while_somebody_looks_again_nobody_goes_by_what_was_seen_long_ago() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Layouts layouts = new Layouts(new LayoutReads(docket.database().jdbi()), nanos::get);
        int partitions = layouts.of(AggregateType.TICKET).partitions();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        Thread first = Thread.ofPlatform().unstarted(() -> layouts.of(AggregateType.TICKET));
        Thread second = Thread.ofPlatform().unstarted(() -> layouts.of(AggregateType.TICKET));

        boolean waits;
        try (Connection connection = docket.database().connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE docket.topic_layout IN ACCESS EXCLUSIVE MODE");
            first.start();
            await(this::isLookedAt);
            second.start();
            await(() -> second.getState() == Thread.State.WAITING || !second.isAlive());
            waits = second.isAlive();
            connection.rollback();
        }
        first.join();
        second.join();

        assertThat(waits).isTrue();
        assertThat(layouts.of(AggregateType.TICKET).partitions()).isEqualTo(partitions);
    }

    private boolean isLookedAt() {
        return docket.database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                SELECT EXISTS (SELECT FROM pg_stat_activity
                               WHERE wait_event_type = 'Lock' AND query LIKE '%docket.topic_layout LIMIT%')
                """).mapTo(Boolean.class).one());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
