package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// From the event log to the events topics: at least once, in order per aggregate by first appearance.
class PublishingTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void what_was_committed_and_not_published_is_published_before_anything_newer() throws Exception {
        Order old = Order.on(0, Site.PARTITIONS);
        Order newer = Order.on(0, Site.PARTITIONS);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }
        long published;
        try (HeldLock _ = HeldLock.on(site, "published", AggregateType.SUPERVISION, 0)) {
            published = publishedOf(0);
            try (RunningProcessor _ = site.processor()) {
                site.produce(old.untilReceipt());
                site.awaitDecided();
                site.produce(newer.untilReceipt());
                site.awaitDecided();
            }
            assertThat(publishedOf(0)).isEqualTo(published);
        }
        site.produce(old.receiveCode());
        Coordinates last = site.produce(newer.receiveCode());

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }

        assertThat(publishedOf(0)).isEqualTo(last.offset() + 1);
        for (Order order : List.of(old, newer)) {
            assertThat(firstAppearances(PublishedEvents.of(site, order)))
                    .containsExactly("opened", "code-issued", "delivery-confirmed", "code-received");
        }
    }

    @Test
    void a_quiet_partition_catches_up_though_the_others_are_busy() {
        Order quiet = Order.on(3, Site.PARTITIONS);
        try (RunningProcessor _ = site.processor()) {
            site.produce(quiet.untilReceipt());
            site.awaitDecided();
            site.awaitPublished();
        }
        Order busy = Order.on(1, Site.PARTITIONS);
        int before = PublishedEvents.of(site, quiet).size();
        site.database().execute("""
                UPDATE docket.published SET next_offset = next_offset - 3
                WHERE aggregate_type = 1 AND partition = 3
                """);

        try (RunningProcessor _ = site.processor()) {
            Await.until("the quiet partition is published", () -> {
                site.produce(busy.remind());
                return publishedOf(3)
                        == site.progress(AggregateType.SUPERVISION).getOrDefault(3, 0L);
            });
        }

        assertThat(PublishedEvents.of(site, quiet)).hasSize(before + 3);
    }

    @Test
    void published_never_moves_back_and_every_event_arrives_while_processors_come_and_go() {
        Map<Integer, Long> marks = new HashMap<>();
        Load load = Load.on(site);
        for (int round = 0; round < 3; round++) {
            try (RunningProcessor _ = site.processor();
                    RunningProcessor _ = site.processor()) {
                load.awaitMore(200);
                for (int partition = 0; partition < Site.PARTITIONS; partition++) {
                    long now = publishedOf(partition);
                    assertThat(now).isGreaterThanOrEqualTo(marks.getOrDefault(partition, 0L));
                    marks.put(partition, now);
                }
            }
        }
        List<Coordinates> commands = load.finish();
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }

        outcomes.assertOneForEach(commands);
        Map<String, List<PublishedEvents.Published>> byOrder = new HashMap<>();
        PublishedEvents.all(site, AggregateType.SUPERVISION)
                .forEach(event -> byOrder.computeIfAbsent(event.key(), _ -> new ArrayList<>())
                        .add(event));
        for (Order order : load.orders()) {
            assertThat(firstAppearances(byOrder.getOrDefault(order.id(), List.of())))
                    .as("events of %s", order.id())
                    .isEqualTo(site.texts("""
                            SELECT event_type FROM docket.event_log WHERE aggregate_id = ? AND aggregate_type = 1
                            ORDER BY generation, "offset", index
                            """, order.id()));
        }
    }

    @Test
    void the_clocks_refusals_are_recorded_but_not_published() {
        Order order = Order.next();
        site.produce(order.open());
        Coordinates refused = site.produce(
                order.command("deadline-elapsed", "clock", "{\"kind\":\"appeal\",\"dueAt\":\"2026-01-01T00:00:00Z\"}"));
        Coordinates others = site.produce(order.command("remind", "software:AK1", "{}"));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }

        assertThat(outcomes.of(List.of(refused, others)))
                .containsExactly("refused WRONG_STATE", "refused NOT_PERMITTED");
        assertThat(PublishedEvents.of(site, order))
                .extracting(PublishedEvents.Published::id)
                .contains(others + "/0")
                .doesNotContain(refused + "/0");
    }

    private long publishedOf(int partition) {
        return site.rows(
                        "SELECT next_offset FROM docket.published WHERE aggregate_type = 1 AND partition = ?",
                        partition)
                .getFirst()
                .number("next_offset");
    }

    private static List<String> firstAppearances(List<PublishedEvents.Published> events) {
        return PublishedEvents.firstAppearances(events).stream()
                .map(PublishedEvents.Published::name)
                .toList();
    }
}
