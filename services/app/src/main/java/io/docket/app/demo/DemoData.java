package io.docket.app.demo;

import io.docket.app.feed.ClockHold;
import io.docket.app.feed.Feed;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.read.ProgressReads;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
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
        InstantSource time = instance.context().getBean(InstantSource.class);
        // What was due within the stories fires once they are told, and not between two commands of one.
        try (ClockHold _ = ClockHold.begin(database);
                Feed feed = new Feed(instance.kafka().bootstrapServers(), database)) {
            List<OutgoingCommand> story = new DemoStories(time.instant()).tell();
            send(feed, story, command -> command.type() == AggregateType.PRODUCT);
            // Between topics there is no order, and staff may accept only what has been authorised to them.
            feed.awaitDecided(_ -> {});
            send(feed, story, command -> command.type() != AggregateType.PRODUCT);
            feed.awaitDecided(_ -> {});
            LOG.info("Produced {} demo commands", feed.sent());
        }
    }

    private static void send(Feed feed, List<OutgoingCommand> story, Predicate<OutgoingCommand> which) {
        for (int i = 0; i < story.size(); i++) {
            if (which.test(story.get(i))) {
                feed.send(story.get(i), i);
            }
        }
    }
}
