package io.docket.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real PostgreSQL 18 in a process of its own, on 127.0.0.1, behind passwords, and durable.
///
/// `fsync`, `full_page_writes` and `synchronous_commit` are on and cannot be switched off in the server. Whatever was
/// committed is there after the next start on the same directory, however this JVM or the server ended. On Linux the
/// server ends with this JVM; elsewhere the next start ends the one left over.
///
/// On macOS, Ctrl-C in a terminal reaches the server as well: it ends its sessions at once and stops (nothing
/// committed is lost).
public final class PostgresServer implements Postgres {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration FAST_STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IMMEDIATE_STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

    private final OwnerLock lock;
    private final PostgresLauncher launcher;
    private PostgresLauncher.Running running;
    private boolean closed;

    private PostgresServer(OwnerLock lock, PostgresLauncher launcher, PostgresLauncher.Running running) {
        this.lock = lock;
        this.launcher = launcher;
        this.running = running;
    }

    /// Returns when clients can log in. The first start on a directory makes a new, empty cluster in it.
    ///
    /// @throws EmbeddedStartException when the directory is in use or damaged, the port is taken,
    ///     or PostgreSQL cannot run here
    public static PostgresServer start(PostgresOptions options) {
        Path directory = options.directory();
        OwnerLock.createDirectory(directory);
        OwnerLock lock = OwnerLock.acquire(directory);
        try {
            PostgresLauncher launcher = prepare(options);
            return new PostgresServer(lock, launcher, launcher.start(options.port()));
        } catch (IOException e) {
            lock.close();
            throw unusable(directory, e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /// Ends the server that a killed JVM left on this directory, if there is one. Its data stays.
    ///
    /// @throws EmbeddedStartException when the directory is in use by a living JVM, or the server does not end
    public static void stopLeftover(Path directory) {
        try {
            PostgresData data = PostgresData.in(directory);
            if (!data.exists()) {
                return;
            }
            PostgresBinaries binaries = PostgresBinaries.unpacked();
            try (OwnerLock _ = OwnerLock.acquire(directory)) {
                stopLeftover(data, binaries, ServerAccount.choose(binaries, directory));
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static PostgresLauncher prepare(PostgresOptions options) throws IOException {
        PostgresBinaries binaries = PostgresBinaries.unpacked();
        ServerAccount account = ServerAccount.choose(binaries, options.directory());
        account.give(options.directory());
        PostgresData data = PostgresData.in(options.directory());
        if (data.exists()) {
            data.check();
            account.give(data.cluster());
            stopLeftover(data, binaries, account);
        } else {
            data.create(binaries, account);
        }
        return new PostgresLauncher(binaries, account, data, options.startTimeout());
    }

    /// The lock is ours, so whoever started a server that still runs is dead.
    private static void stopLeftover(PostgresData data, PostgresBinaries binaries, ServerAccount account)
            throws IOException {
        Optional<Postmaster> leftover = Postmaster.of(data.cluster(), binaries, account);
        if (leftover.isPresent()) {
            LOG.info(
                    "Stopping PostgreSQL (process {}), left on {} by a Docket that was killed",
                    leftover.get().pid(),
                    data.cluster());
            stop(leftover.get(), data);
        }
        Postmaster.forgetStale(data.cluster());
    }

    private static void stop(Postmaster postmaster, PostgresData data) throws IOException {
        boolean stopped = postmaster.stop(Postmaster.Stop.FAST, FAST_STOP_TIMEOUT)
                || postmaster.stop(Postmaster.Stop.IMMEDIATE, IMMEDIATE_STOP_TIMEOUT)
                || postmaster.kill(KILL_TIMEOUT);
        if (!stopped) {
            throw new EmbeddedStartException(
                    "PostgreSQL (process " + postmaster.pid() + ") on " + data.cluster() + " does not end",
                    "end it, or choose another docket.data-dir");
        }
    }

    private static EmbeddedStartException unusable(Path directory, IOException cause) {
        return new EmbeddedStartException(
                "PostgreSQL's data directory " + directory + " cannot be used (" + cause.getMessage() + ")",
                "make it readable and writable, or choose another docket.data-dir",
                cause);
    }

    public String host() {
        return FreePorts.LOOPBACK;
    }

    /// Stays the same over [#restart()].
    public synchronized int port() {
        return running.port();
    }

    /// For JDBC, without user and password.
    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database;
    }

    @Override
    public String superuser() {
        return PostgresData.SUPERUSER;
    }

    /// Made at random for this directory, kept in it readable by its owner only.
    @Override
    public String superuserPassword() {
        return launcher.data().superuserPassword();
    }

    /// The process id of the server, or of the last one when it is stopped.
    public synchronized long pid() {
        return running.process().pid();
    }

    /// Ends the server as a crash would: no checkpoint, the next start recovers from the WAL. For tests and drills.
    @Override
    public synchronized void stopImmediately() {
        uninterrupted(() -> {
            Postmaster postmaster = running.postmaster();
            if (running.process().isAlive() && !postmaster.stop(Postmaster.Stop.IMMEDIATE, IMMEDIATE_STOP_TIMEOUT)) {
                postmaster.kill(KILL_TIMEOUT);
            }
            awaitEnd();
        });
    }

    /// Stops the server if it runs, and starts it on the same port.
    ///
    /// @throws EmbeddedStartException as [#start(PostgresOptions)]
    @Override
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        uninterrupted(() -> {
            stopIfRunning();
            running = launcher.start(running.port());
        });
    }

    /// Stops the server: sessions are ended, a checkpoint is written. Repeated calls do nothing.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            uninterrupted(this::stopIfRunning);
        } finally {
            lock.close();
        }
    }

    private void stopIfRunning() throws IOException {
        if (running.process().isAlive()) {
            stop(running.postmaster(), launcher.data());
            awaitEnd();
        }
    }

    /// What pg_ctl calls stopped is still this JVM's child until it has been reaped.
    private void awaitEnd() {
        running.process()
                .onExit()
                .orTimeout(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /// What needs other processes.
    private interface Step {
        void run() throws IOException;
    }

    /// A thread that is asked to hurry must not leave a server half stopped.
    private void uninterrupted(Step step) {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } catch (IOException e) {
            throw unusable(launcher.data().directory(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
