package io.docket.processor.rebuild;

import io.docket.processor.archive.ArchiveDirectory;
import io.docket.store.DocketDatabase;
import io.docket.store.TableInUse;
import io.docket.store.archive.ArchiveTables;
import io.docket.store.batch.LogPosition;
import io.docket.store.projection.LogSnapshot;
import io.docket.store.projection.ShadowSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the projections anew from the event log, beside the live ones, and puts them in their place in one
/// transaction.
/// Reads and writes go on meanwhile; deciding pauses while the tables are switched, for well under a second.
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /// So few events are applied while nothing is decided.
    private static final int LAST_ROUND_EVENTS_MAX = 2_000;

    private static final int ROUNDS_MAX = 1_000;
    /// Readers queue behind whoever waits for their table's lock, so that wait is short and repeated.
    private static final int LOCK_MILLIS_MAX = 500;
    /// Below the 5 s after which processors end whoever keeps them from progress.
    private static final int SWITCH_MILLIS_MAX = 4_000;

    private static final Duration SWITCH_PAUSE_MAX = Duration.ofSeconds(5);
    private static final int WORKERS = 2;
    /// Somebody else has a lock (55P03, 40P01), or it took too long (25P04): again.
    private static final Set<String> AGAIN = Set.of("55P03", "40P01", "25P04");

    private final DocketDatabase database;
    private final @Nullable ArchiveDirectory archive;
    private final Steps steps;
    private final Duration switchMax;

    /// What somebody who waits is told.
    public interface Steps extends LogFold.Progress {
        /// Another step begins.
        void step(String what);

        /// Everything is folded and compared; with `switching` it goes on.
        void compared(FoldReport report);
    }

    /// What became of it.
    ///
    /// @param tries how often the tables' locks were asked for; 0: nothing was switched
    /// @param pause how long nothing was decided
    public record Result(FoldReport report, long caughtUp, int tries, Duration pause) {}

    /// @param archive where what has left the log lies; null: nothing has
    /// @param switchMax how long to try for the tables' locks
    public Rebuild(DocketDatabase database, @Nullable ArchiveDirectory archive, Steps steps, Duration switchMax) {
        this.database = database;
        this.archive = archive;
        this.steps = steps;
        this.switchMax = switchMax;
    }

    /// Once.
    ///
    /// @param switching false: everything but the switch
    /// @return null: another rebuild is running
    /// @throws ArchiveDirectory.MissingArchive when events are archived and not at hand
    /// @throws ForeignViews when views stand in the way of the switch; nothing is begun
    /// @throws DamagedLog when the log cannot be folded; the live tables stay as they are
    public @Nullable Result run(boolean switching) throws SQLException {
        try (ShadowSchema shadow = ShadowSchema.begin(database)) {
            if (shadow == null) {
                return null;
            }
            List<String> foreign = shadow.foreignViews();
            if (!foreign.isEmpty() && switching) {
                throw new ForeignViews(inTheWay(foreign));
            }
            if (!foreign.isEmpty()) {
                steps.step("a rebuild would be refused: " + inTheWay(foreign));
            }
            steps.step("folding");
            List<LogPosition> loaded;
            FoldReport report;
            try (LogSnapshot snapshot = LogSnapshot.take(database)) {
                loaded = snapshot.positions();
                report = new LogFold(snapshot, archived(snapshot), shadow, steps).run();
            }
            steps.compared(report);
            if (report.broken() > 0) {
                throw new DamagedLog("Expected a log that can be folded, but the events of " + report.broken()
                        + " aggregates cannot: the live tables stay as they are");
            }
            if (!switching) {
                return new Result(report, 0, 0, Duration.ZERO);
            }
            steps.step("indexing");
            complete(shadow);
            return switchOver(shadow, new CatchUp(loaded), report);
        }
    }

    private static String inTheWay(List<String> views) {
        return "Expected no views on the tables but Docket's own, because others cannot be bound to the new ones, but"
                + " there are: " + String.join(", ", views);
    }

    private List<Path> archived(LogSnapshot snapshot) throws SQLException {
        List<ArchiveTables.Run> runs = snapshot.archived();
        if (runs.isEmpty()) {
            return List.of();
        }
        if (archive == null) {
            throw new ArchiveDirectory.MissingArchive("Expected the whole history, but events of before "
                    + runs.getLast().before() + " are archived: say where with --archive");
        }
        return archive.eventFiles(runs);
    }

    private static void complete(ShadowSchema shadow) throws SQLException {
        try (ExecutorService workers = Executors.newFixedThreadPool(
                WORKERS, Thread.ofPlatform().name("docket-index-", 0).factory())) {
            List<Future<?>> parts = new ArrayList<>();
            for (String table : shadow.tables()) {
                parts.add(workers.submit(() -> {
                    try (Connection connection = shadow.open()) {
                        ShadowSchema.complete(connection, table);
                    }
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while indexing");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw new IllegalStateException("The rebuilt tables cannot be completed", e.getCause());
        }
    }

    private Result switchOver(ShadowSchema shadow, CatchUp catchUp, FoldReport report) throws SQLException {
        steps.step("catching up");
        long deadline = System.nanoTime() + switchMax.toNanos();
        long caughtUp = 0;
        for (int tries = 1; ; tries++) {
            caughtUp += catchUp(shadow, catchUp);
            if (tries == 1) {
                steps.step("switching");
            }
            long startNanos = System.nanoTime();
            try {
                caughtUp += tryOnce(shadow, catchUp);
                return new Result(report, caughtUp, tries, Duration.ofNanos(System.nanoTime() - startNanos));
            } catch (SQLException e) {
                if (!AGAIN.contains(e.getSQLState())) {
                    throw e;
                }
                if (System.nanoTime() > deadline) {
                    throw new TableInUse(
                            "Expected the live tables to be free for a moment within " + switchMax.toSeconds()
                                    + " s, but "
                                    + String.join(", ", shadow.users())
                                    + " use them; nothing is changed. End those sessions, or rebuild at a quieter time.",
                            e);
                }
                LOG.info("The live tables are in use; trying again: {}", e.getMessage());
                LockSupport.parkNanos(Math.min(
                        SWITCH_PAUSE_MAX.toNanos(), TimeUnit.MILLISECONDS.toNanos(200L << Math.min(tries, 5))));
            }
        }
    }

    private static long catchUp(ShadowSchema shadow, CatchUp catchUp) throws SQLException {
        try (Connection connection = shadow.open()) {
            connection.setAutoCommit(false);
            long events = 0;
            for (int round = 1; round <= ROUNDS_MAX; round++) {
                long applied = catchUp.apply(connection, true);
                connection.commit();
                events += applied;
                if (applied <= LAST_ROUND_EVENTS_MAX) {
                    return events;
                }
            }
            throw new IllegalStateException(
                    "Expected to catch up with what is decided, but more is decided than can be applied: rebuild at a"
                            + " quieter time");
        }
    }

    private static long tryOnce(ShadowSchema shadow, CatchUp catchUp) throws SQLException {
        try (Connection connection = shadow.open()) {
            connection.setAutoCommit(false);
            ShadowSchema.stopProgress(connection, SWITCH_MILLIS_MAX, LOCK_MILLIS_MAX);
            long applied = catchUp.apply(connection, false);
            ShadowSchema.switchOver(connection);
            connection.commit();
            return applied;
        }
    }
}
