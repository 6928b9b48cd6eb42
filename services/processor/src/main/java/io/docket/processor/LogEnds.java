package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LayoutTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Once a second writes down where the log ends, so that reports and the gateway know how far behind decisions are.
final class LogEnds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final long INTERVAL_MILLIS = 1_000;
    private static final long STOP_WAIT_MILLIS_MAX = 5_000;

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final Topics topics;
    private final Restoration restoration;
    private final CountDownLatch stopping;
    private final Thread thread;

    LogEnds(
            DocketDatabase database,
            LayoutWatch layout,
            Topics topics,
            Restoration restoration,
            CountDownLatch stopping) {
        this.database = database;
        this.layout = layout;
        this.topics = topics;
        this.restoration = restoration;
        this.stopping = stopping;
        this.thread = Thread.ofPlatform().name("docket-log-ends").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                look();
            } while (!stopping.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            layout.check(); // also while nothing comes, so that a replaced topic is noticed before the next record
            restoration.watch();
            for (AggregateType type : AggregateType.ofTopics()) {
                if (!layout.isHalted(type)) {
                    Map<Integer, Long> ends = topics.ends(type, layout.partitions(type));
                    try (Connection connection = database.connection()) {
                        LayoutTable.observeEnds(connection, type, ends);
                    }
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The ends of the log could not be seen", e);
        }
    }

    @Override
    public void close() {
        try {
            thread.join(STOP_WAIT_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
