package io.docket.store.progress;

import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread on one connection of its own that hears of other JVMs' progress. A notification says only that there is
/// news, never what: anybody who may log in may notify.
final class Listener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private static final Duration RETRY = Duration.ofMillis(500);

    /// After so long a silence it asks whether the connection still lives.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(20);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private final DocketDatabase database;
    private final Lookout lookout;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection connection;
    private boolean failing;

    Listener(DocketDatabase database, Lookout lookout) {
        this.database = database;
        this.lookout = lookout;
        this.thread =
                Thread.ofPlatform().daemon().name("docket-progress-listener").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        Connection open = connection;
        try {
            if (open != null) {
                // Ends the wait for a notification, which close() would wait for.
                open.abort(Runnable::run);
            }
            thread.join(ANSWER_MAX);
        } catch (SQLException e) {
            LOG.debug("The listening connection did not abort", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                listen();
            } while (!closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try (Connection open = database.ownConnection();
                Statement statement = open.createStatement()) {
            connection = open;
            statement.execute("LISTEN " + ProgressBoard.CHANNEL);
            // What was told while nobody listened.
            lookout.wantLook();
            if (failing) {
                failing = false;
                LOG.info("Listening for progress again");
            }
            hear(open);
        } catch (SQLException | RuntimeException | Error e) { // nobody would miss a thread that ended
            if (!failing && closed.getCount() > 0) {
                failing = true;
                LOG.warn("Progress cannot be listened for; trying again every {} ms", RETRY.toMillis(), e);
            }
        } finally {
            connection = null;
        }
    }

    private void hear(Connection open) throws SQLException {
        PGConnection postgres = open.unwrap(PGConnection.class);
        while (closed.getCount() > 0) {
            PGNotification[] heard = postgres.getNotifications((int) SILENCE_MAX.toMillis());
            if (heard.length == 0 && !open.isValid((int) ANSWER_MAX.toSeconds())) {
                throw new SQLException("the connection is dead");
            }
            for (PGNotification notification : heard) {
                if (notification.getPID() != lookout.backendPid()) {
                    lookout.wantLook();
                }
            }
        }
    }
}
