package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A log that is not the one that it was.
@OwnSite
class ReplacedTopicTest {
    private static final AggregateType TYPE = AggregateType.SUPERVISION;
    private static final String TOPIC = TYPE.commandTopic();

    private Site site;
    private Outcomes outcomes;

    @BeforeEach
    void start() {
        site = Site.start();
        outcomes = new Outcomes(site);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void a_topic_created_anew_halts_until_it_is_adopted_as_the_next_generation() throws Exception {
        Order before = Order.on(0, Site.PARTITIONS);
        Order after = Order.on(0, Site.PARTITIONS);
        try (RunningProcessor running = site.processor()) {
            site.restartBroker(); // so that the old partitions' leader epoch is beyond the new ones'
            List<Coordinates> first = site.produce(before.untilReceipt());
            site.awaitDecided();
            assertThat(outcomes.of(first)).containsExactly("opened", "code-issued", "delivery-confirmed");

            recreate();
            Await.until("the topic is halted", () -> running.gauge("docket.topics.halted") == 1);
            List<OutgoingCommand> commands = after.story();
            List<Coordinates> unadopted = site.produce(commands);
            Coordinates ticket = site.produce(openTicket("T-halted"));
            Await.until(
                    "other topics go on", () -> !outcomes.of(List.of(ticket)).contains(""));
            assertThat(outcomes.of(List.of(ticket))).containsExactly("opened");
            assertThat(site.texts("SELECT 1 FROM docket.supervision WHERE supervision_id = ?", after.id()))
                    .isEmpty();

            assertThat(site.adopt(TYPE)).isEqualTo(2);
            site.awaitDecided();
            site.awaitPublished();
            assertThat(running.gauge("docket.topics.halted")).isZero();
            List<Coordinates> adopted =
                    unadopted.stream().map(ReplacedTopicTest::inGeneration2).toList();
            assertThat(outcomes.of(adopted)).startsWith("opened").endsWith("proof-uploaded");
            Coordinates receipt = site.produce(before.receiveCode());
            assertThat(receipt.generation()).isEqualTo(2);
            site.awaitDecided();
            assertThat(outcomes.of(List.of(receipt))).containsExactly("code-received");
        }
        assertThat(PublishedEvents.of(site, after))
                .hasSize(8)
                .allMatch(event -> event.id().startsWith("sc.2:0:"));
        outcomes.assertFolded(List.of(before, after));
    }

    @Test
    void what_the_old_generation_left_unpublished_is_published_first() throws Exception {
        Order before = Order.on(0, Site.PARTITIONS);
        try (RunningProcessor _ = site.processor()) {
            site.produce(before.untilReceipt());
            site.awaitDecided();
            site.awaitPublished();
        }
        site.database().execute("UPDATE docket.published SET next_offset = 0 WHERE aggregate_type = 1");
        recreate();
        site.adopt(TYPE);
        site.produce(before.receiveCode());

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }

        assertThat(PublishedEvents.of(site, before))
                .extracting(PublishedEvents.Published::name)
                .containsExactly(
                        "opened",
                        "code-issued",
                        "delivery-confirmed",
                        "opened",
                        "code-issued",
                        "delivery-confirmed",
                        "code-received");
    }

    @Test
    void a_truncated_partition_halts_alone_and_for_good_until_it_is_adopted() throws Exception {
        Order healthy = Order.on(1, Site.PARTITIONS);
        List<Coordinates> decided = site.produce(healthy.untilReceipt());
        Order truncated = Order.on(0, Site.PARTITIONS);
        Coordinates kept;
        try (RunningProcessor running = site.processor()) {
            site.awaitDecided();
            try (HeldLock held = HeldLock.on(site, "progress", TYPE, 0)) {
                site.produce(truncated.untilReceipt());
                kept = site.produce(truncated.receiveCode());
                site.admin()
                        .deleteRecords(
                                Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(kept.offset())))
                        .all()
                        .get();
                // So that what was fetched before is not committed: the position is read again.
                held.execute("UPDATE docket.progress SET next_offset = next_offset + 1"
                        + " WHERE aggregate_type = 1 AND partition = 0");
                held.commit();
            }
            Await.until("the partition is halted", () -> running.gauge("docket.topics.halted") == 1);
            Coordinates receipt = site.produce(healthy.receiveCode());
            Await.until(
                    "the other partitions go on",
                    () -> !outcomes.of(List.of(receipt)).contains(""));
            Instant seen = Instant.now();
            Await.until(
                    "the topics were looked at twice since", () -> lastLook().isAfter(seen.plusSeconds(2)));
            assertThat(running.gauge("docket.topics.halted")).isEqualTo(1);
            assertThat(outcomes.of(List.of(kept))).containsExactly("");

            assertThat(site.adopt(TYPE)).isEqualTo(2);
            site.awaitDecided();
            assertThat(running.gauge("docket.topics.halted")).isZero();
        }
        assertThat(outcomes.of(List.of(inGeneration2(kept)))).containsExactly("refused UNKNOWN_SUPERVISION");
        assertThat(outcomes.of(
                        decided.stream().map(ReplacedTopicTest::inGeneration2).toList()))
                .as("the healthy partition goes on where it was")
                .containsOnly("");
    }

    @Test
    void a_partition_whose_log_has_lost_its_end_halts() throws Exception {
        Coordinates last;
        try (RunningProcessor _ = site.processor()) {
            last = site.produce(Order.on(0, Site.PARTITIONS).untilReceipt()).getLast();
            site.awaitDecided();
        }
        // As if what was decided beyond the end had been on a disk that is gone.
        site.database()
                .execute("UPDATE docket.progress SET next_offset = next_offset + 5, leader_epoch = 0"
                        + " WHERE aggregate_type = 1 AND partition = 0");

        try (RunningProcessor running = site.processor()) {
            Await.until("the partition is halted", () -> running.gauge("docket.topics.halted") == 1);
            assertThat(site.progress(TYPE)).containsEntry(0, last.offset() + 6);
        }
    }

    @Test
    void where_events_lay_is_forgotten_with_their_topic() throws Exception {
        Order order = Order.on(0, Site.PARTITIONS);
        site.produce(order.untilReceipt());
        site.produce(openTicket("T-kept"));
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }
        assertThat(marked()).contains("1", "2");

        try (Connection connection = site.database().app().connection()) {
            site.topics().adopt(connection, TYPE.eventTopic());
            assertThat(marked()).as("the same topic").contains("1", "2");
            recreate(TYPE.eventTopic());
            site.topics().adopt(connection, TYPE.eventTopic());
        }

        assertThat(marked()).contains("2").doesNotContain("1");
    }

    /// Types of aggregates of which it is known where events lie.
    private List<String> marked() {
        return site.texts("SELECT DISTINCT aggregate_type FROM docket.event_mark WHERE next_offset > 0");
    }

    @Test
    void settings_that_would_lose_commands_are_refused() throws Exception {
        assertRefused("cleanup.policy", "compact", "delete");
        assertRefused("retention.ms", "86400000", "3888000000");
        assertRefused("retention.bytes", "1000000", "-1");
        assertRefused("unclean.leader.election.enable", "true", "false");
        site.prepareTopics();
    }

    private void assertRefused(String setting, String bad, String good) throws Exception {
        alter(setting, bad);
        assertThatThrownBy(() -> site.prepareTopics())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(TOPIC)
                .hasMessageContaining(setting);
        alter(setting, good);
    }

    private void alter(String setting, String value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        site.admin()
                .incrementalAlterConfigs(Map.of(
                        topic, List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        // The controller has it; the broker that answers may learn it a little later.
        Await.until(() -> "the broker knows " + setting + "=" + value, () -> value.equals(setting(topic, setting)));
    }

    private String setting(ConfigResource topic, String setting) {
        try {
            Map<ConfigResource, Config> configs =
                    site.admin().describeConfigs(List.of(topic)).all().get();
            return Objects.requireNonNull(configs.get(topic)).get(setting).value();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void recreate() throws Exception {
        recreate(TOPIC);
    }

    private void recreate(String topic) throws Exception {
        site.admin().deleteTopics(List.of(topic)).all().get();
        Await.until("the topic is gone", () -> !site.topics().describe().containsKey(topic));
        Await.until("the topic is there again", () -> {
            try {
                site.admin()
                        .createTopics(List.of(new NewTopic(topic, Site.PARTITIONS, (short) 1)))
                        .all()
                        .get();
                return true;
            } catch (java.util.concurrent.ExecutionException e) {
                return e.getCause() instanceof TopicExistsException;
            }
        });
    }

    private Instant lastLook() throws SQLException {
        return site.rows("SELECT max(observed_at) AS seen FROM docket.log_end")
                .getFirst()
                .time("seen");
    }

    private static Coordinates inGeneration2(Coordinates at) {
        return new Coordinates(at.type(), 2, at.partition(), at.offset());
    }

    private static OutgoingCommand openTicket(String id) {
        return new OutgoingCommand(
                AggregateType.TICKET,
                "open",
                "open-" + id,
                id,
                "buyer:B-1",
                "S-1",
                null,
                "/test",
                null,
                null,
                """
                {"productId":"P-1","category":"DEPLOYMENT","severity":"NORMAL","text":"help"}""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
