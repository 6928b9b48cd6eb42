package io.docket.store.progress;

import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread on one connection of its own that looks at the progress of others while somebody waits, and tells others
/// of this JVM's.
final class Lookout implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    /// However often it is notified, it looks no more often: news of the meantime comes with the next look.
    private static final Duration LOOK_SPACING = Duration.ofMillis(2);

    /// However often batches commit, others are notified no more often.
    private static final Duration NOTIFY_SPACING = Duration.ofMillis(5);

    private static final Duration RETRY = Duration.ofMillis(500);

    /// A connection that answers nothing for so long is dead.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private final DocketDatabase database;
    private final Lines lines;
    private final AtomicInteger waiting;
    private final long lookIntervalNs;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean lookWanted = true;
    private volatile boolean notifyWanted;
    private volatile boolean closed;
    private volatile int backendPid;

    // Of the thread alone.
    private @Nullable Connection connection;
    private long lastLookNs = System.nanoTime();
    private long lastNotifyNs = System.nanoTime();
    private boolean failing;

    /// What is due.
    private record Work(boolean look, boolean tell) {}

    Lookout(DocketDatabase database, Lines lines, AtomicInteger waiting, Duration lookInterval) {
        this.database = database;
        this.lines = lines;
        this.waiting = waiting;
        this.lookIntervalNs = lookInterval.toNanos();
        this.thread =
                Thread.ofPlatform().daemon().name("docket-progress-lookout").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// The progress may be further than what was last seen.
    void wantLook() {
        if (!lookWanted) {
            lookWanted = true;
            signal();
        }
    }

    void wantNotify() {
        if (!notifyWanted) {
            notifyWanted = true;
            signal();
        }
    }

    /// Somebody waits who did not before.
    void signal() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Whose notifications are this JVM's own; 0: none.
    int backendPid() {
        return backendPid;
    }

    @Override
    public void close() {
        closed = true;
        signal();
        try {
            thread.join(ANSWER_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                Work work = nextWork();
                if (!closed) {
                    perform(work);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private Work nextWork() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long lookInNs = lookInNs();
                long notifyInNs =
                        notifyWanted ? lastNotifyNs + NOTIFY_SPACING.toNanos() - System.nanoTime() : Long.MAX_VALUE;
                if (lookInNs <= 0 || notifyInNs <= 0) {
                    return new Work(lookInNs <= 0, notifyInNs <= 0);
                }
                var _ = changed.awaitNanos(Math.min(lookInNs, notifyInNs));
            }
            return new Work(false, false);
        } finally {
            lock.unlock();
        }
    }

    private long lookInNs() {
        if (waiting.get() == 0) {
            return Long.MAX_VALUE;
        }
        long spacingNs = lookWanted ? LOOK_SPACING.toNanos() : lookIntervalNs;
        return lastLookNs + spacingNs - System.nanoTime();
    }

    private void perform(Work work) throws InterruptedException {
        try {
            Connection open = connected();
            // Cleared first: what comes while the statement runs is news again.
            if (work.tell()) {
                notifyWanted = false;
                lastNotifyNs = System.nanoTime();
                try (Statement statement = open.createStatement()) {
                    statement.execute("NOTIFY " + ProgressBoard.CHANNEL);
                }
            }
            if (work.look()) {
                lookWanted = false;
                lastLookNs = System.nanoTime();
                lines.look(open);
            }
            if (failing) {
                failing = false;
                LOG.info("Progress can be seen again");
            }
        } catch (SQLException | RuntimeException | Error e) { // nobody would miss a thread that ended
            if (!failing) {
                failing = true;
                LOG.warn("Progress cannot be seen or told; trying again every {} ms", RETRY.toMillis(), e);
            }
            disconnect();
            lookWanted = true;
            notifyWanted |= work.tell();
            pause();
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.ownConnection();
            connection = open;
            open.setNetworkTimeout(Runnable::run, (int) ANSWER_MAX.toMillis());
            try (Statement statement = open.createStatement()) {
                // A notification is written to the WAL and would wait for the disk; what a crash takes, a look finds.
                statement.execute("SET synchronous_commit = off");
            }
            backendPid = open.unwrap(PGConnection.class).getBackendPID();
        }
        return open;
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A broken connection did not close", e);
        }
        connection = null;
        backendPid = 0;
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long leftNs = RETRY.toNanos();
            while (!closed && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
        } finally {
            lock.unlock();
        }
    }
}
