package io.docket.contracts;

import static io.docket.contracts.Message.PARTITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way in which a record is no command at all.
class DeadLetterTest {
    private static final CommandDecoder DECODER = new CommandDecoder(false, null);

    @Test
    void a_record_without_value_is_unreadable() {
        assertDead(receive().record(new RecordHeaders(), null), DeadLetterReason.UNREADABLE, "value");
    }

    @ParameterizedTest
    @EnumSource
    void a_value_over_256_KiB_is_too_large_before_anything_else_is_looked_at(Mode mode) {
        Message message = receive().with("type", null).data("{'comment':'%s'}".formatted("x".repeat(256 * 1024)));

        assertDead(message.decode(mode), DeadLetterReason.TOO_LARGE, "262144");
    }

    @Test
    void a_value_of_exactly_256_KiB_is_read() {
        String frame = "{'other':''}";
        Message message = receive().data("{'other':'%s'}".formatted("x".repeat(256 * 1024 - frame.length())));

        assertThat(message.decode(Mode.BINARY)).isInstanceOf(Decoded.Readable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "nonsense", "{} {}", "{'a':1,}", "{'a':01}", "{'a':NaN}", "{'a':'\n'}", " ", "{'a':1,'a':2}"
            })
    void a_value_that_is_no_JSON_is_unreadable(String value) {
        assertDead(receive().data(value).decode(Mode.BINARY), DeadLetterReason.UNREADABLE, "Expected");
        assertDead(receive().data(value).decode(Mode.STRUCTURED), DeadLetterReason.UNREADABLE, "Expected");
    }

    @Test
    void the_reason_never_quotes_the_value() {
        Decoded decoded = receive().data("PLSECRET7F3A").decode(Mode.BINARY);

        assertThat(decoded.toString()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @EnumSource
    void JSON_of_64_levels_is_read_and_deeper_is_unreadable(Mode mode) {
        int around = mode == Mode.BINARY ? 1 : 2;

        assertThat(receive().data(nested(64 - around)).decode(mode)).isInstanceOf(Decoded.Readable.class);
        assertDead(receive().data(nested(65 - around)).decode(mode), DeadLetterReason.UNREADABLE, "64 levels");
    }

    @ParameterizedTest
    @EnumSource
    void a_number_of_more_than_100_characters_is_unreadable(Mode mode) {
        assertThat(receive().data("{'n':%s}".formatted("1".repeat(100))).decode(mode))
                .isInstanceOf(Decoded.Readable.class);
        assertDead(
                receive().data("{'n':%s}".formatted("1".repeat(101))).decode(mode),
                DeadLetterReason.UNREADABLE,
                "at most 100");
    }

    @Test
    void bytes_that_are_no_UTF_8_are_unreadable() {
        byte[] latin1 = "{\"comment\":\"caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = receive().structured().getBytes(StandardCharsets.UTF_16LE);

        assertDead(receive().record(binaryHeaders(), latin1), DeadLetterReason.UNREADABLE, "UTF-8");
        assertDead(receive().record(new RecordHeaders(), utf16), DeadLetterReason.UNREADABLE, "Expected");
    }

    @ParameterizedTest
    @EnumSource
    void another_specversion_is_unreadable(Mode mode) {
        assertDead(receive().with("specversion", "0.3").decode(mode), DeadLetterReason.UNREADABLE, "specversion");
        assertDead(receive().with("specversion", null).decode(mode), DeadLetterReason.UNREADABLE, "specversion");
    }

    @Test
    void a_value_without_any_header_must_be_a_structured_event() {
        assertThat(DECODER.decode(AggregateType.SUPERVISION, receive().bare(), PARTITIONS))
                .isInstanceOf(Decoded.Readable.class);
        assertDead(
                receive().record(new RecordHeaders(), "[1]".getBytes(StandardCharsets.UTF_8)),
                DeadLetterReason.UNREADABLE,
                "no JSON object");
        assertDead(
                receive().record(new RecordHeaders(), "{}".getBytes(StandardCharsets.UTF_8)),
                DeadLetterReason.UNREADABLE,
                "specversion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/xml",
                "application/cloudevents-batch+json",
                "application/cloudevents+avro",
                "application/avro"
            })
    void another_content_type_is_unreadable(String contentType) {
        assertDead(receive().contentType(contentType).decode(Mode.BINARY), DeadLetterReason.UNREADABLE, "content");
    }

    @Test
    void data_in_base64_is_unreadable() {
        assertDead(
                receive().with("data_base64", "e30=").decode(Mode.STRUCTURED),
                DeadLetterReason.UNREADABLE,
                "data_base64");
    }

    @ParameterizedTest
    @CsvSource({"id", "type", "source", "subject", "actor", "seller"})
    void a_missing_attribute_is_named(String attribute) {
        for (Mode mode : Mode.values()) {
            assertDead(
                    receive().with(attribute, null).decode(mode),
                    DeadLetterReason.MISSING_ATTRIBUTE,
                    attribute + ", but it is missing");
            assertDead(
                    receive().with(attribute, " ").decode(mode),
                    DeadLetterReason.MISSING_ATTRIBUTE,
                    attribute + ", but it is empty");
        }
    }

    @Test
    void an_attribute_that_is_null_is_missing_and_one_that_is_no_string_is_unreadable() {
        String event = receive().structured();

        assertDead(
                structured(event.replace("\"c-1\"", "null")),
                DeadLetterReason.MISSING_ATTRIBUTE,
                "id, but it is missing");
        assertDead(structured(event.replace("\"c-1\"", "1")), DeadLetterReason.UNREADABLE, "attribute id as a string");
    }

    @Test
    void an_attribute_given_twice_is_unreadable() {
        var record = receive().record(Mode.BINARY);
        record.headers().add("ce_actor", "platform:x".getBytes(StandardCharsets.UTF_8));

        assertDead(record, DeadLetterReason.UNREADABLE, "attribute actor once");
        assertDead(
                structured(receive().structured().replace("{\"spec", "{\"actor\":\"platform:x\",\"spec")),
                DeadLetterReason.UNREADABLE,
                "once");
    }

    @ParameterizedTest
    @CsvSource({"id", "source", "subject", "actor", "seller", "traceparent", "whatever"})
    void an_attribute_with_a_NUL_character_is_unreadable(String attribute) {
        for (Mode mode : Mode.values()) {
            assertDead(
                    receive().with(attribute, "a\0b").decode(mode),
                    DeadLetterReason.UNREADABLE,
                    "attribute " + attribute);
        }
    }

    @Test
    void an_attribute_with_half_a_surrogate_pair_is_unreadable() {
        assertDead(
                structured(receive().structured().replace("buyer:B-1", "buyer:\\ud83d")),
                DeadLetterReason.UNREADABLE,
                "attribute actor");

        var record = receive().record(Mode.BINARY);
        record.headers().remove("ce_actor");
        record.headers().add("ce_actor", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD});
        assertDead(record, DeadLetterReason.UNREADABLE, "attribute actor");
    }

    @ParameterizedTest
    @CsvSource({"id,129", "actor,129", "seller,64", "source,256", "subject,129"})
    void an_attribute_over_its_limit_is_unreadable(String attribute, int charsMax) {
        for (Mode mode : Mode.values()) {
            assertThat(withLength(attribute, charsMax).decode(mode)).isInstanceOf(Decoded.Readable.class);
            assertDead(
                    withLength(attribute, charsMax + 1).decode(mode),
                    DeadLetterReason.UNREADABLE,
                    "attribute %s of at most %d".formatted(attribute, charsMax));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.docket.supervision.frobnicate.v1",
                "io.docket.supervision.receive-code.v2",
                "io.docket.supervision..v1",
                "io.docket.ticket.accept.v1",
                "io.docket.supervision.code-received.v1",
                "io.docket.supervision.RECEIVE_CODE.v1",
                "receive-code"
            })
    void an_unknown_type_or_another_aggregates_is_named(String type) {
        for (Mode mode : Mode.values()) {
            assertDead(receive().with("type", type).decode(mode), DeadLetterReason.UNKNOWN_TYPE, type);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_key_that_is_not_the_subject_is_a_mismatch(Mode mode) {
        assertDead(receive().key("CS-2/CS-2-000001").decode(mode), DeadLetterReason.KEY_MISMATCH, "another");
        assertDead(receive().key(null).decode(mode), DeadLetterReason.KEY_MISMATCH, "missing");
    }

    @ParameterizedTest
    @EnumSource
    void a_record_on_another_partition_than_its_keys_is_misplaced(Mode mode) {
        int own = receive().record(mode).partition();

        Decoded decoded = receive().partition((own + 1) % PARTITIONS).decode(mode);

        assertDead(decoded, DeadLetterReason.WRONG_PARTITION, "partition " + own);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "one", "1.0", "1234567890123456789", "\u0661"})
    void an_expected_version_that_is_no_whole_number_is_unreadable(String version) {
        for (Mode mode : Mode.values()) {
            assertDead(
                    receive().with("expectedversion", version).decode(mode),
                    DeadLetterReason.UNREADABLE,
                    "expectedversion");
        }
    }

    private static Message receive() {
        return Message.supervision("receive-code");
    }

    private static Message withLength(String attribute, int chars) {
        String text = "x".repeat(chars);
        return attribute.equals("subject") ? receive().subject(text) : receive().with(attribute, text);
    }

    private static String nested(int levels) {
        return "{'a':" + "[".repeat(levels) + "]".repeat(levels) + "}";
    }

    private static RecordHeaders binaryHeaders() {
        return new RecordHeaders(receive().record(Mode.BINARY).headers());
    }

    private static ConsumerRecord<byte[], byte[]> structured(String event) {
        return receive().record(new RecordHeaders(), event.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertDead(
            ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, @Nullable String detail) {
        assertDead(DECODER.decode(AggregateType.SUPERVISION, record, PARTITIONS), reason, detail);
    }

    static void assertDead(Decoded decoded, DeadLetterReason reason, @Nullable String detail) {
        assertThat(decoded).isInstanceOfSatisfying(Decoded.Unreadable.class, dead -> {
            assertThat(dead.reason()).isEqualTo(reason);
            assertThat(dead.detail()).startsWith("Expected ").contains(", but ").contains(detail);
        });
    }
}
