package io.docket.app.instance;

import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Makes the event log's months before they begin, once a day. The start of an instance has made the first ones.
final class MonthsAhead {
    private static final Logger LOG = LoggerFactory.getLogger(MonthsAhead.class);

    private final DocketDatabase database;

    MonthsAhead(DocketDatabase database) {
        this.database = database;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
    void make() {
        try {
            Migrations.makeMonths(database.dataSource());
        } catch (IllegalStateException e) {
            // Two months are ahead: there are many tries left, and until then a default partition takes everything.
            LOG.warn("The event log's next months were not made; trying again tomorrow", e);
        }
    }
}
