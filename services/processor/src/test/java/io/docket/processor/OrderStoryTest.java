package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.OutgoingCommand;
import io.docket.contracts.Partitioning;
import io.docket.domain.Coordinates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// From commands on the log to rows, event log and published events.
class OrderStoryTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void an_order_goes_from_open_to_completed() {
        Order order = Order.next();
        List<OutgoingCommand> story = order.story();
        List<Coordinates> commands = decide(story);

        assertThat(outcomes.of(commands))
                .containsExactly(
                        "opened",
                        "code-issued",
                        "reminded",
                        "delivery-confirmed",
                        "code-received",
                        "code-activated",
                        "proof-uploaded");
        assertThat(site.texts("SELECT node FROM docket.supervision WHERE supervision_id = ?", order.id()))
                .containsExactly("COMPLETED");
        outcomes.assertFolded(List.of(order));
    }

    @Test
    void its_events_are_published_as_cloud_events_in_order() {
        Order order = Order.next();
        List<OutgoingCommand> story = order.story();
        List<Coordinates> commands = decide(story);

        List<PublishedEvents.Published> events = PublishedEvents.firstAppearances(PublishedEvents.of(site, order));

        assertThat(events)
                .extracting(PublishedEvents.Published::name)
                .startsWith("opened")
                .endsWith("completed");
        assertThat(events)
                .extracting(PublishedEvents.Published::sequence)
                .isEqualTo(LongStream.rangeClosed(1, 8).boxed().toList());
        int partition = Partitioning.partitionOf(order.id().getBytes(StandardCharsets.UTF_8), Site.PARTITIONS);
        assertThat(events).allMatch(event -> event.partition() == partition);
        assertThat(events.getFirst().headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", commands.getFirst() + "/0")
                .containsEntry("ce_type", "io.docket.supervision.opened.v1")
                .containsEntry("ce_source", "/processor")
                .containsEntry("ce_subject", order.id())
                .containsEntry("ce_actor", "platform:cloud")
                .containsEntry("ce_seller", "S-1")
                .containsEntry("ce_causationid", story.getFirst().id())
                .containsEntry("content-type", "application/json")
                .containsKey("ce_time");
        assertThat(events.getLast().id())
                .as("the second event of the last command")
                .isEqualTo(commands.getLast() + "/1");
    }

    @Test
    void a_refund_after_receipt_is_refused_and_the_refusal_is_published() {
        Order order = Order.next();
        List<OutgoingCommand> story = new ArrayList<>(order.untilReceipt());
        story.add(order.receiveCode());
        story.add(order.requestRefund());
        List<Coordinates> commands = decide(story);

        assertThat(outcomes.of(commands).getLast()).isEqualTo("refused CODE_RECEIVED");
        PublishedEvents.Published refusal = PublishedEvents.of(site, order).getLast();
        assertThat(refusal.name()).isEqualTo("refused");
        assertThat(refusal.sequence()).as("the unchanged version").isEqualTo(4);
        assertThat(refusal.data()).contains("\"CODE_RECEIVED\"", "Expected");
        outcomes.assertFolded(List.of(order));
    }

    @Test
    void of_receipt_and_refund_in_one_batch_the_first_wins() {
        Order received = Order.next();
        Order refunded = Order.next();
        decide(both(received.untilReceipt(), refunded.untilReceipt()));

        List<Coordinates> commands = decide(List.of(
                received.receiveCode(), received.requestRefund(), refunded.requestRefund(), refunded.receiveCode()));

        assertThat(outcomes.of(commands))
                .containsExactly(
                        "code-received", "refused CODE_RECEIVED", "refund-requested", "refused REFUND_PENDING");
        assertThat(batchesOf(received, commands.get(0), commands.get(1))).isEqualTo(1);
        assertThat(batchesOf(refunded, commands.get(2), commands.get(3))).isEqualTo(1);
        outcomes.assertFolded(List.of(received, refunded));
    }

    @Test
    void a_code_is_activated_after_receipt_and_once() {
        Order order = Order.next();
        List<OutgoingCommand> story = new ArrayList<>(order.untilReceipt());
        story.add(order.activateCode());
        story.add(order.receiveCode());
        story.add(order.activateCode());
        story.add(order.activateCode());
        List<Coordinates> commands = decide(story);

        assertThat(outcomes.of(commands).subList(3, 7))
                .containsExactly(
                        "refused NOT_RECEIVED", "code-received", "code-activated", "refused ALREADY_ACTIVATED");
    }

    /// Produces them before a processor starts, so that those of one aggregate come in one batch.
    private List<Coordinates> decide(List<OutgoingCommand> commands) {
        List<Coordinates> at = site.produce(commands);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }
        return at;
    }

    private long batchesOf(Order order, Coordinates first, Coordinates last) {
        return site.rows("""
                        SELECT count(DISTINCT recorded_at) AS batches FROM docket.event_log
                        WHERE aggregate_id = ? AND "offset" IN (?, ?)
                        """, order.id(), first.offset(), last.offset())
                .getFirst()
                .number("batches");
    }

    private static List<OutgoingCommand> both(List<OutgoingCommand> one, List<OutgoingCommand> other) {
        List<OutgoingCommand> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
