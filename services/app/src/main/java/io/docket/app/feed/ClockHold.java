package io.docket.app.feed;

import io.docket.store.DocketDatabase;
import io.docket.store.batch.ClockTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// While it is open no deadline is sent, by any instance. It is a lease: after a crash of its holder the clock goes on
/// by
/// itself.
public final class ClockHold implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockHold.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(10);
    private static final long STOP_WAIT_MILLIS_MAX = 5_000;

    private final @Nullable DocketDatabase database;
    private final String holder = "import-" + UUID.randomUUID();
    private final CountDownLatch ended = new CountDownLatch(1);
    private @Nullable Thread thread;

    private ClockHold(@Nullable DocketDatabase database) {
        this.database = database;
    }

    /// Holds nothing.
    public static ClockHold none() {
        return new ClockHold(null);
    }

    /// @throws IllegalStateException when the database does not take it
    public static ClockHold begin(DocketDatabase database) {
        ClockHold hold = new ClockHold(database);
        try {
            hold.renew(database);
        } catch (SQLException e) {
            throw new IllegalStateException("The clock cannot be held: " + e.getMessage(), e);
        }
        hold.thread = Thread.ofPlatform().name("docket-clock-hold").daemon().start(() -> hold.keep(database));
        return hold;
    }

    private void keep(DocketDatabase database) {
        try {
            while (!ended.await(RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    renew(database);
                } catch (SQLException e) {
                    LOG.warn("The hold of the clock is renewed later: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(DocketDatabase database) throws SQLException {
        try (Connection connection = database.connection()) {
            ClockTable.hold(connection, holder, LEASE);
        }
    }

    @Override
    public void close() {
        ended.countDown();
        if (database == null || thread == null) {
            return;
        }
        try {
            thread.join(STOP_WAIT_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Connection connection = database.connection()) {
            ClockTable.release(connection, holder);
        } catch (SQLException e) {
            LOG.warn("The clock goes on by itself within {} s: {}", LEASE.toSeconds(), e.getMessage());
        }
    }
}
