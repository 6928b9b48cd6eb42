package io.docket.processor;

import io.docket.lifecycle.LifecycleCompiler;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/// A processor at work, with what it was given.
record RunningProcessor(
        CommandProcessor processor,
        ProcessorOptions options,
        DocketDatabase database,
        ProgressBoard board,
        SimpleMeterRegistry metrics)
        implements AutoCloseable {
    private static final int POOL_MAX = 8;

    static RunningProcessor start(Site site, ProcessorOptions options, InstantSource time) {
        return start(site, options, time, new SimpleMeterRegistry());
    }

    static RunningProcessor start(
            Site site, ProcessorOptions options, InstantSource time, SimpleMeterRegistry metrics) {
        DocketDatabase database = DocketDatabase.open(site.database().appOptions(POOL_MAX));
        ProgressBoard board = new ProgressBoard(database, Duration.ofMillis(100));
        CommandProcessor processor = new CommandProcessor(
                options,
                Site.TOPICS,
                database,
                LifecycleCompiler.compileAll(),
                site.keys(),
                board,
                site.admin(),
                metrics,
                time);
        try {
            processor.start();
        } catch (SQLException | RuntimeException e) {
            board.close();
            database.close();
            throw new IllegalStateException("The processor does not start", e);
        }
        return new RunningProcessor(processor, options, database, board, metrics);
    }

    double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    double counted(String name) {
        return metrics.get(name).counter().count();
    }

    @Override
    public void close() {
        processor.close();
        board.close();
        database.close();
    }
}
