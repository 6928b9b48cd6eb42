package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Events on their topic that are not what deciding again comes to, or not all of it.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedEventsTest {
    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeAll
    void begin() {
        site = Site.start();
    }

    @AfterAll
    void end() {
        site.close();
    }

    private RunningProcessor processor() {
        return site.processor(UnaryOperator.identity());
    }

    private void settled() {
        site.awaitDecided();
        site.awaitPublished();
    }

    private List<String> events(Order order) {
        return site.texts(
                "SELECT event_type FROM docket.event_log WHERE aggregate_id = ? ORDER BY generation, \"offset\", index",
                order.id());
    }

    @Test
    void an_event_that_is_there_twice_with_other_content_halts_its_partition_alone_until_it_is_adopted()
            throws Exception {
        Order forged = Order.on(1, Site.PARTITIONS);
        Order healthy = Order.on(0, Site.PARTITIONS);
        site.database().backUp();
        site.produce(forged.untilReceipt());
        site.produce(healthy.untilReceipt());
        try (RunningProcessor _ = processor()) {
            settled();
        }
        PublishedEvents.Published opened = PublishedEvents.of(site, forged).getFirst();
        site.forge(again(opened, opened.data().replace("1280.00", "1290.00")));

        site.database().restore();
        try (RunningProcessor running = processor()) {
            Await.until("the other partition goes on", () -> events(healthy).size() == 3);
            Await.until("the partition is halted", () -> running.gauge("docket.topics.halted") == 1);
            assertThat(events(forged)).isEmpty();

            site.adopt(AggregateType.SUPERVISION);
            settled();
            assertThat(running.gauge("docket.topics.halted")).isZero();
        }
        assertThat(events(forged)).containsExactly("opened", "code-issued", "delivery-confirmed");
    }

    @Test
    void a_command_that_should_have_an_event_and_has_none_halts_its_partition() throws Exception {
        Order known = Order.on(3, Site.PARTITIONS);
        site.produce(known.open());
        try (RunningProcessor _ = processor()) {
            settled();
        }
        PublishedEvents.Published opened = PublishedEvents.of(site, known).getFirst();
        Order missing = Order.on(3, Site.PARTITIONS);
        Order published = Order.on(3, Site.PARTITIONS);
        site.produce(missing.open());
        OutgoingCommand open = published.open();
        Coordinates at = site.produce(open);
        site.forge(like(opened, known, published, at, open.id()));

        try (RunningProcessor running = processor()) {
            Await.until("the partition is halted", () -> running.gauge("docket.topics.halted") == 1);
            assertThat(events(missing)).isEmpty();

            site.adopt(AggregateType.SUPERVISION);
            settled();
        }
        assertThat(events(missing)).containsExactly("opened");
        assertThat(events(published)).containsExactly("opened");
    }

    /// The event of one order as that of another.
    private static ProducerRecord<byte[], byte[]> like(
            PublishedEvents.Published event, Order of, Order order, Coordinates at, String commandId) {
        Map<String, String> headers = new HashMap<>(event.headers());
        headers.put("ce_id", at + "/0");
        headers.put("ce_subject", order.id());
        headers.put("ce_causationid", commandId);
        PublishedEvents.Published changed =
                new PublishedEvents.Published(at.partition(), 0, order.id(), headers, event.data());
        return again(changed, event.data().replace(of.orderId(), order.orderId()));
    }

    @Test
    void what_was_published_of_a_command_in_part_is_completed() {
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Order whole = Order.on(3, Site.PARTITIONS);
        Order part = Order.on(3, Site.PARTITIONS);
        String automatic = ",\"issuance\":\"AUTOMATIC\"";
        site.produce(Order.dated(whole.openWith(automatic), time));
        try (RunningProcessor _ = processor()) {
            settled();
        }
        OutgoingCommand open = Order.dated(part.openWith(automatic), time);
        Coordinates at = site.produce(open);
        site.forge(like(PublishedEvents.of(site, whole).getFirst(), whole, part, at, open.id()));

        try (RunningProcessor running = processor()) {
            settled();
            assertThat(running.gauge("docket.topics.halted")).isZero();
        }

        assertThat(events(part)).containsExactly("opened", "code-issued");
        assertThat(PublishedEvents.of(site, part))
                .extracting(PublishedEvents.Published::id)
                .containsExactly(at + "/0", at + "/1");
        new Outcomes(site).assertFolded(List.of(whole, part));
    }

    /// As a publisher would that has decided otherwise.
    private static ProducerRecord<byte[], byte[]> again(PublishedEvents.Published event, String data) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                AggregateType.SUPERVISION.eventTopic(),
                event.partition(),
                event.key().getBytes(StandardCharsets.UTF_8),
                data.getBytes(StandardCharsets.UTF_8));
        event.headers()
                .forEach((key, value) ->
                        record.headers().add(new RecordHeader(key, value.getBytes(StandardCharsets.UTF_8))));
        return record;
    }
}
