package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;
import io.docket.store.projection.EventStream;
import io.docket.store.projection.FoldEvent;
import io.docket.store.projection.KeyRange;
import io.docket.store.projection.LogSnapshot;
import io.docket.store.projection.ShadowSchema;
import io.docket.store.projection.ShadowWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Folds every aggregate from the event log, as it was at one instant, on two threads; compares each with its live row,
/// and writes it into the tables of a rebuild where there is one.
public final class LogFold {
    private static final int WORKERS = 2;
    private static final long TOLD_MILLIS = 200;
    private static final int COUNTED_AT_ONCE = 1_000;

    private final LogSnapshot snapshot;
    private final @Nullable List<Path> archive;
    private final @Nullable ShadowSchema shadow;
    private final Progress progress;
    private final LongAdder reached = new LongAdder();

    /// How far work is.
    @FunctionalInterface
    public interface Progress {
        /// In events.
        void at(long reached, long end);
    }

    /// @param archive files of all events that have left the log; null: they are not at hand
    /// @param shadow null: nothing is written
    public LogFold(
            LogSnapshot snapshot, @Nullable List<Path> archive, @Nullable ShadowSchema shadow, Progress progress) {
        this.snapshot = snapshot;
        this.archive = archive;
        this.shadow = shadow;
        this.progress = progress;
    }

    /// Once.
    public FoldReport run() throws SQLException {
        long about = snapshot.eventsAbout();
        Map<AggregateType, Integer> partitions = snapshot.partitions();
        Findings all = new Findings(partitions);
        try (ExecutorService workers = Executors.newFixedThreadPool(
                WORKERS, Thread.ofPlatform().name("docket-fold-", 0).factory())) {
            List<Future<Findings>> parts = new ArrayList<>();
            for (AggregateType type : AggregateType.ofTopics()) {
                for (KeyRange range : snapshot.halves(type, about)) {
                    parts.add(workers.submit(() -> fold(type, range, new Findings(partitions))));
                }
            }
            try {
                for (Future<Findings> part : parts) {
                    all.add(await(part, about));
                }
            } catch (SQLException | RuntimeException e) {
                workers.shutdownNow();
                throw e;
            }
        }
        FoldReport report = all.report();
        progress.at(report.events(), report.events());
        return report;
    }

    private Findings await(Future<Findings> part, long about) throws SQLException {
        while (true) {
            try {
                return part.get(TOLD_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                progress.at(Math.min(reached.sum(), about), about);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while folding the log");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw new IllegalStateException("The log cannot be folded", e.getCause());
            }
        }
    }

    private Findings fold(AggregateType topicOf, KeyRange range, Findings findings) throws SQLException {
        List<Side<?>> sides = new ArrayList<>();
        try (EventStream events = events(topicOf, range)) {
            for (Folding<?> folding : Folding.ofTopic(topicOf)) {
                sides.add(side(folding, range, findings));
            }
            int counted = 0;
            for (FoldEvent event = events.next(); event != null; event = events.next()) {
                for (Side<?> side : sides) {
                    if (side.holds(event)) {
                        side.add(event);
                        break;
                    }
                }
                if (++counted == COUNTED_AT_ONCE) {
                    reached.add(counted);
                    counted = 0;
                    if (Thread.currentThread().isInterrupted()) {
                        throw new IllegalStateException("Interrupted while folding the log");
                    }
                }
            }
            for (Side<?> side : sides) {
                side.end();
            }
            return findings;
        } finally {
            for (Side<?> side : sides) {
                side.close();
            }
        }
    }

    private EventStream events(AggregateType topicOf, KeyRange range) throws SQLException {
        if (archive == null || archive.isEmpty()) {
            return snapshot.events(topicOf, range);
        }
        List<EventStream> streams = new ArrayList<>();
        streams.add(snapshot.events(topicOf, range));
        archive.forEach(file -> streams.add(new ArchivedEvents(file, topicOf, range)));
        return new MergedEvents(streams);
    }

    private <S> Side<S> side(Folding<S> folding, KeyRange range, Findings findings) throws SQLException {
        ShadowWriter writer = shadow == null ? null : new ShadowWriter(shadow, folding.projection());
        return new Side<>(folding, snapshot, range, findings, archive != null, writer);
    }
}
