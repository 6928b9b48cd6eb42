package io.docket.app.demo;

import io.docket.app.feed.Feed;
import io.docket.store.DocketDatabase;
import io.docket.store.read.ProgressReads;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Orders and tickets to look at, produced through Kafka like any other command; only ever on an empty log.
final class DemoData {
    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);

    private DemoData() {}

    static void fillIfEmpty(DemoInstance instance) {
        DocketDatabase database = instance.context().getBean("database", DocketDatabase.class);
        boolean used = new ProgressReads(database.jdbi())
                .progress().values().stream().anyMatch(progress -> progress.nextOffset() > 0);
        if (used) {
            return;
        }
        try (Feed feed = new Feed(instance.kafka().bootstrapServers(), database)) {
            new DemoStories(Instant.now()).tell(feed::send);
            feed.awaitDecided(_ -> {});
            LOG.info("Produced {} demo commands", feed.sent());
        } catch (SQLException e) {
            throw new IllegalStateException("The demo data could not be produced", e);
        }
    }
}
