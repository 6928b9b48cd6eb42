package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LayoutTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Once a second writes down where the log ends, so that reports and the gateway know how far behind decisions are.
final class LogEnds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final Topics topics;
    private final Restoration restoration;
    private final Chore chore;

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
        this.chore = new Chore(
                "docket-log-ends",
                INTERVAL,
                stopping,
                this::look,
                e -> LOG.debug("The ends of the log could not be seen", e));
    }

    void start() {
        chore.start();
    }

    private void look() throws SQLException {
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
    }

    @Override
    public void close() {
        chore.close();
    }
}
