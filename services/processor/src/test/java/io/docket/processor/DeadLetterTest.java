package io.docket.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.CommandEncoder;
import io.docket.domain.Coordinates;
import io.docket.domain.SealedCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What cannot be decoded or decided is kept, with its bytes, and nothing else stops.
class DeadLetterTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    /// Records that are no commands, each with the reason why.
    enum Bad {
        UNREADABLE,
        NO_VALUE("UNREADABLE"),
        TOO_LARGE,
        UNKNOWN_TYPE,
        MISSING_ATTRIBUTE,
        KEY_MISMATCH,
        NO_KEY("KEY_MISMATCH"),
        WRONG_PARTITION,
        SKEWED,
        DECIDE_FAILED;

        private final String reason;

        Bad() {
            this.reason = name();
        }

        Bad(String reason) {
            this.reason = reason;
        }

        ProducerRecord<byte[], byte[]> record(Order order) {
            ProducerRecord<byte[], byte[]> good = CommandEncoder.encode(order.receiveCode(), Site.PARTITIONS);
            return switch (this) {
                case UNREADABLE -> with(good, good.partition(), good.key(), "{\"rubbish".getBytes(UTF_8));
                case NO_VALUE -> with(good, good.partition(), good.key(), null);
                case TOO_LARGE -> with(good, good.partition(), good.key(), new byte[300 * 1024]);
                case UNKNOWN_TYPE ->
                    CommandEncoder.encode(order.command("no-such-command", "platform:cloud", "{}"), Site.PARTITIONS);
                case MISSING_ATTRIBUTE -> {
                    good.headers().remove("ce_actor");
                    yield good;
                }
                case KEY_MISMATCH -> with(good, good.partition(), "another".getBytes(UTF_8), good.value());
                case NO_KEY -> with(good, good.partition(), null, good.value());
                case WRONG_PARTITION -> with(good, (good.partition() + 1) % Site.PARTITIONS, good.key(), good.value());
                case SKEWED -> {
                    String time = Instant.now().minus(Duration.ofMinutes(6)).toString();
                    good.headers().add(new RecordHeader("ce_time", time.getBytes(UTF_8)));
                    yield good;
                }
                // A code that was hashed under no key of ours cannot be compared with the stored one.
                case DECIDE_FAILED ->
                    CommandEncoder.encode(
                            order.activateCode(new SealedCode("PL••", "nohash", "nosealed", "1")), Site.PARTITIONS);
            };
        }

        private static ProducerRecord<byte[], byte[]> with(
                ProducerRecord<byte[], byte[]> good, int partition, byte @Nullable [] key, byte @Nullable [] value) {
            return new ProducerRecord<>(good.topic(), partition, key, value, good.headers());
        }
    }

    @Test
    void every_reason_arrives_with_the_bytes_and_the_batch_goes_on() {
        Order order = Order.next();
        site.produce(order.untilReceipt());
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        List<Coordinates> dead = new ArrayList<>();
        for (Bad bad : Bad.values()) {
            ProducerRecord<byte[], byte[]> record = bad.record(order);
            sent.add(record);
            dead.add(site.produce(record));
        }
        Coordinates after = site.produce(order.receiveCode());

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(dead))
                .isEqualTo(List.of(Bad.values()).stream()
                        .map(bad -> "dead letter " + bad.reason)
                        .toList());
        assertThat(outcomes.of(List.of(after))).containsExactly("code-received");
        for (int i = 0; i < dead.size(); i++) {
            assertKept(dead.get(i), sent.get(i));
        }
        outcomes.assertFolded(List.of(order));
    }

    @ParameterizedTest
    @EnumSource(
            value = Bad.class,
            names = {"UNREADABLE", "NO_VALUE", "NO_KEY"})
    void a_dead_letter_alone_moves_progress(Bad bad) {
        Coordinates at = site.produce(bad.record(Order.next()));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(List.of(at))).containsExactly("dead letter " + bad.reason);
    }

    @Test
    void rubbish_on_any_topic_with_odd_headers_is_kept() {
        ProducerRecord<byte[], byte[]> rubbish = new ProducerRecord<>(
                "docket.ticket-commands.v1", 0, new byte[] {(byte) 0xff, 0}, new byte[] {0, (byte) 0xfe, 1});
        rubbish.headers().add("odd\0name", new byte[] {0, (byte) 0xff});
        rubbish.headers().add("none", null);
        Coordinates at = site.produce(rubbish);

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(List.of(at))).containsExactly("dead letter UNREADABLE");
        assertKept(at, rubbish);
    }

    @Test
    void a_record_from_the_far_future_is_no_obstacle() throws Exception {
        String topic = "docket.supervision-commands.v1";
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        site.admin()
                .incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(new AlterConfigOp(
                                new ConfigEntry(
                                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                                        Long.toString(Long.MAX_VALUE)),
                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
        Order order = Order.next();
        Coordinates rubbish =
                site.produce(new ProducerRecord<>(topic, 0, Long.MAX_VALUE, new byte[] {1}, "rubbish".getBytes(UTF_8)));
        ProducerRecord<byte[], byte[]> open = CommandEncoder.encode(order.open(), Site.PARTITIONS);
        Coordinates opened = site.produce(new ProducerRecord<>(
                topic, open.partition(), Long.MAX_VALUE, open.key(), open.value(), open.headers()));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(List.of(rubbish))).containsExactly("dead letter UNREADABLE");
        assertThat(outcomes.of(List.of(opened))).singleElement().isIn("opened", "dead letter DECIDE_FAILED");
    }

    private void assertKept(Coordinates at, ProducerRecord<byte[], byte[]> sent) {
        Row row = site.rows("""
                SELECT value_sealed, value_bytes, record_key, headers, record_time FROM docket.dead_letter
                WHERE partition = ? AND "offset" = ? AND aggregate_type = ?
                """, at.partition(), at.offset(), at.type().code()).getFirst();
        byte[] value = sent.value();
        if (value == null) {
            assertThat(row.columns().get("value_sealed")).isNull();
            assertThat(row.number("value_bytes")).isZero();
        } else {
            assertThat(row.columns().get("value_sealed")).isInstanceOfSatisfying(byte[].class, kept -> {
                assertThat(kept).isNotEqualTo(value);
                assertThat(site.keys().openDeadLetter(kept, at.toString())).isEqualTo(value);
            });
            assertThat(row.number("value_bytes")).isEqualTo(value.length);
        }
        if (sent.headers().lastHeader("ce_id") != null) {
            assertThat(row.text("headers")).contains("ce_id");
        }
    }
}
