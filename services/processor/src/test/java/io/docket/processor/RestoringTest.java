package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.Lifecycles;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// A database that was restored to an older state than Kafka's: what was published is so again, the rest is decided.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestoringTest {
    private static final Map<String, String> TABLES = Map.of(
            "event_log",
            "recorded_at",
            "silent_outcome",
            "recorded_at",
            "dead_letter",
            "recorded_at,value_sealed,frame_sealed,headers",
            "supervision",
            "",
            "ticket",
            "",
            "product",
            "",
            "seller",
            "",
            "deadline",
            "claimed_until,attempts,sent_partition,sent_offset,sent_generation",
            "vault",
            "code_sealed");

    private static final String REASSIGNED = "SELECT command_id FROM docket.event_log WHERE event_type = 'reassigned'";

    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

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

    /// All rows of all tables, but for when they were written and what is sealed anew each time.
    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        TABLES.forEach((table, without) -> rows.put(
                table,
                site.texts(
                        "SELECT (to_jsonb(t) - string_to_array(?, ','))::text FROM docket." + table + " AS t"
                                // A change of authorisation sends its reassignments again: repeats.
                                + (table.equals("silent_outcome")
                                        ? " WHERE t.command_id NOT IN (" + REASSIGNED + ")"
                                        : "")
                                + " ORDER BY 1",
                        without)));
        return rows;
    }

    private List<PublishedEvents.Published> topics() {
        List<PublishedEvents.Published> all = new ArrayList<>();
        AggregateType.ofTopics().forEach(type -> all.addAll(PublishedEvents.all(site, type)));
        return all;
    }

    private List<String> clearCodes() {
        return site.rows("SELECT * FROM docket.vault").stream()
                .map(row -> site.keys()
                        .reveal(
                                String.valueOf(row.text("seller_id")),
                                String.valueOf(row.text("supervision_id")),
                                String.valueOf(row.text("code_sealed"))))
                .toList();
    }

    private RunningProcessor processor() {
        return site.processor(UnaryOperator.identity());
    }

    private void settled() {
        site.awaitDecided();
        site.awaitPublished();
    }

    @Test
    void what_was_published_is_taken_as_it_is_whatever_has_changed_since() {
        Model model = new Model(lifecycles, site.keys());
        HistoryRun run = new HistoryRun(site, lifecycles);
        List<History.Step> steps = History.told(31, 10, 400, model, step -> run.decide(model, step, "0"));
        int half = steps.size() / 2;
        try (RunningProcessor _ = processor()) {
            run.produce(steps.subList(0, half), "RST");
        }
        site.database().backUp();
        try (RunningProcessor _ = processor()) {
            run.produce(steps.subList(half, steps.size()), "RST");
            site.produce(new ProducerRecord<>(AggregateType.TICKET.commandTopic(), 1, null, new byte[] {7}));
            settled();
        }
        site.forge(rubbish());
        Map<String, List<String>> before = rows();
        List<PublishedEvents.Published> published = topics();
        List<String> codes = clearCodes();

        site.database().restore();
        assertThat(rows()).isNotEqualTo(before);
        try (RunningProcessor running = processor();
                RunningProcessor _ = processor()) {
            settled();
            run.settled();
            settled();
            assertThat(running.gauge("docket.topics.halted")).isZero();
        }

        Map<String, List<String>> after = rows();
        before.forEach(
                (table, rows) -> assertThat(after.get(table)).as(table).containsExactlyInAnyOrderElementsOf(rows));
        assertThat(topics()).isEqualTo(published);
        assertThat(clearCodes()).hasSizeGreaterThan(1).containsExactlyInAnyOrderElementsOf(codes);
        Order order = Order.next();
        List<Coordinates> more = site.produce(order.story());
        try (RunningProcessor _ = processor()) {
            settled();
        }
        new Outcomes(site).assertOneForEach(more);
        assertThat(PublishedEvents.of(site, order)).hasSize(8);
    }

    private static ProducerRecord<byte[], byte[]> rubbish() {
        return new ProducerRecord<>(AggregateType.SUPERVISION.eventTopic(), 0, new byte[] {7}, new byte[] {1, 2, 3});
    }

    @Test
    void what_was_acknowledged_and_never_published_is_decided_and_published() {
        Order known = Order.on(0, Site.PARTITIONS);
        Order news = Order.on(0, Site.PARTITIONS);
        site.database().backUp();
        site.produce(known.untilReceipt());
        try (RunningProcessor _ = processor()) {
            settled();
        }
        List<Coordinates> undecided = site.produce(news.untilReceipt());

        site.database().restore();
        try (RunningProcessor _ = processor()) {
            settled();
        }

        new Outcomes(site).assertOneForEach(undecided);
        new Outcomes(site).assertFolded(List.of(known, news));
        assertThat(PublishedEvents.of(site, known)).hasSize(3);
        assertThat(PublishedEvents.of(site, news)).hasSize(3);
    }

    @Test
    void a_deadline_that_was_sent_before_the_backup_and_decided_after_it_fires_once() throws Exception {
        Instant longAgo = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(181));
        Order sent = Order.on(2, Site.PARTITIONS);
        Order due = Order.on(3, Site.PARTITIONS);
        site.produce(Order.dated(sent.open(), longAgo));
        try (RunningProcessor _ = processor()) {
            settled();
        }
        try (HeldLock _ = HeldLock.on(site, "progress", AggregateType.SUPERVISION, 2)) {
            try (RunningProcessor _ = site.processor(options -> options.withClock(true))) {
                Await.until(
                        "it is sent",
                        () -> !site.rows(
                                        "SELECT 1 FROM docket.deadline WHERE aggregate_id = ? AND sent_offset IS NOT NULL",
                                        sent.id())
                                .isEmpty());
            }
        }
        site.produce(Order.dated(due.open(), longAgo));
        site.database().backUp();
        try (RunningProcessor _ = site.processor(options -> options.withClock(true))) {
            Await.until(
                    "both are reminded", () -> events(sent).size() + events(due).size() == 4);
            settled();
        }
        Map<String, List<String>> before = rows();

        site.database().restore();
        try (RunningProcessor _ = site.processor(options -> options.withClock(true))) {
            settled();
            Await.until(
                    "the clock has looked",
                    () -> site.rows("SELECT 1 FROM docket.deadline WHERE due_at < now()")
                            .isEmpty());
            settled();
        }

        assertThat(events(sent)).containsExactly("opened", "reminded");
        assertThat(events(due)).containsExactly("opened", "reminded");
        assertThat(rows().get("supervision")).isEqualTo(before.get("supervision"));
        assertThat(rows().get("deadline")).isEqualTo(before.get("deadline"));
    }

    private List<String> events(Order order) {
        return site.texts(
                "SELECT event_type FROM docket.event_log WHERE aggregate_id = ? ORDER BY generation, \"offset\", index",
                order.id());
    }

    @Test
    void it_does_not_matter_that_the_events_topic_has_other_partitions_than_the_commands() {
        try (Site other = Site.start(6)) {
            List<Order> orders = Stream.generate(Order::next).limit(24).toList();
            List<OutgoingCommand> commands = orders.stream()
                    .flatMap(order -> order.untilReceipt().stream())
                    .toList();
            other.produce(commands.subList(0, 30));
            try (RunningProcessor _ = other.processor()) {
                other.awaitDecided();
                other.awaitPublished();
            }
            other.database().backUp();
            List<Coordinates> later = other.produce(commands.subList(30, commands.size()));
            try (RunningProcessor _ = other.processor()) {
                other.awaitDecided();
                other.awaitPublished();
            }
            List<PublishedEvents.Published> published = PublishedEvents.all(other, AggregateType.SUPERVISION);

            other.database().restore();
            try (RunningProcessor running = other.processor()) {
                other.awaitDecided();
                other.awaitPublished();
                assertThat(running.gauge("docket.topics.halted")).isZero();
            }

            assertThat(PublishedEvents.all(other, AggregateType.SUPERVISION)).isEqualTo(published);
            new Outcomes(other).assertOneForEach(later);
            new Outcomes(other).assertFolded(orders);
        }
    }

    @Test
    void a_database_older_than_what_the_log_still_has_does_not_start() throws Exception {
        Order order = Order.on(2, Site.PARTITIONS);
        List<OutgoingCommand> story = order.story();
        List<Coordinates> lost = site.produce(story.subList(0, 2));
        long kept = lost.getLast().offset();
        site.admin()
                .deleteRecords(Map.of(
                        new TopicPartition(AggregateType.SUPERVISION.commandTopic(), 2),
                        RecordsToDelete.beforeOffset(kept)))
                .all()
                .get();

        assertThatThrownBy(this::processor)
                .hasCauseInstanceOf(RecordsExpired.class)
                .hasRootCauseMessage(
                        "the next command to decide of docket.supervision-commands.v1-2 lies at %d, but the log begins at"
                                        .formatted(lost.getFirst().offset())
                                + " %d: what lay between was never decided in this database and is gone; restore a newer"
                                        .formatted(kept)
                                + " backup, or give it up and go on with what is there: docket adopt-topic"
                                + " docket.supervision-commands.v1");
        site.adopt(AggregateType.SUPERVISION);
        try (RunningProcessor _ = processor()) {
            settled();
        }
    }
}
