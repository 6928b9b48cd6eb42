package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Database or broker go away while commands come.
class OutageTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void a_crash_of_the_database_loses_nothing_and_doubles_nothing() {
        try (Load load = Load.on(site);
                RunningProcessor _ = site.processor()) {
            for (int crash = 0; crash < 2; crash++) {
                load.awaitMore(200);
                site.database().server().stopImmediately();
                load.awaitMore(200);
                site.database().server().restart();
            }
            load.awaitMore(200);
            assertNothingLost(load);
        }
    }

    @Test
    void a_restart_of_the_broker_loses_nothing_and_doubles_nothing() {
        try (Load load = Load.on(site);
                RunningProcessor _ = site.processor()) {
            load.awaitMore(200);
            site.restartBroker();
            load.awaitMore(200);
            assertNothingLost(load);
        }
    }

    private void assertNothingLost(Load load) {
        List<Coordinates> commands = load.finish();
        site.awaitDecided();
        site.awaitPublished();
        outcomes.assertOneForEach(commands);
        outcomes.assertFolded(load.orders());
        Set<String> unpublished = new HashSet<>(
                site.texts("""
                SELECT concat('sc.', generation, ':', partition, ':', "offset", '/', index) FROM docket.event_log
                WHERE aggregate_type = 1 AND aggregate_id = ANY (?)
                """, (Object) load.orders().stream().map(Order::id).toArray(String[]::new)));
        assertThat(unpublished).isNotEmpty();
        PublishedEvents.all(site, AggregateType.SUPERVISION).forEach(event -> unpublished.remove(event.id()));
        assertThat(unpublished).isEmpty();
    }
}
