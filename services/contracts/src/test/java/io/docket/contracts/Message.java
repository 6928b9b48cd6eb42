package io.docket.contracts;

import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A message for tests, good until something is changed about it; it can be sent in either of Kafka's modes.
final class Message {
    static final int PARTITIONS = 24;
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    static final String SUPERVISION_ID = "CS-1/CS-1-000001";

    enum Mode {
        BINARY,
        STRUCTURED
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AggregateType topicOf;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private @Nullable String data;
    private byte @Nullable [] key;
    private @Nullable Integer partition;
    private String contentType = "";

    private Message(AggregateType topicOf, String command, String subject) {
        this.topicOf = topicOf;
        attributes.put("specversion", "1.0");
        attributes.put("id", "c-1");
        attributes.put("type", "io.docket.%s.%s.v1".formatted(topicOf.wire(), command));
        attributes.put("source", "/gateway");
        attributes.put("subject", subject);
        attributes.put("actor", "buyer:B-1");
        attributes.put("seller", "S-1");
        key = subject.getBytes(StandardCharsets.UTF_8);
    }

    static Message supervision(String command) {
        return new Message(AggregateType.SUPERVISION, command, SUPERVISION_ID);
    }

    static Message ticket(String command) {
        return new Message(AggregateType.TICKET, command, "T-1");
    }

    static Message product(String command) {
        return new Message(AggregateType.PRODUCT, command, "S-1/P-1");
    }

    /// A message as it stands in an example file.
    static Message of(AggregateType topicOf, String structured) {
        Message message = new Message(topicOf, "any", "any");
        message.attributes.clear();
        for (var property : JSON.readTree(structured).properties()) {
            if (property.getKey().equals("data")) {
                message.data = property.getValue().toString();
            } else {
                message.attributes.put(property.getKey(), property.getValue().stringValue());
            }
        }
        message.key = utf8(message.attributes.getOrDefault("subject", ""));
        return message;
    }

    Message with(String attribute, @Nullable String value) {
        if (value == null) {
            attributes.remove(attribute);
        } else {
            attributes.put(attribute, value);
        }
        return this;
    }

    /// The subject, and the key with it.
    Message subject(String subject) {
        attributes.put("subject", subject);
        key = subject.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Message data(@Nullable String json) {
        data = json == null ? null : json.replace('\'', '"');
        return this;
    }

    Message key(@Nullable String text) {
        key = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Message partition(int elsewhere) {
        partition = elsewhere;
        return this;
    }

    /// What the content-type header says instead of what belongs there.
    Message contentType(String text) {
        contentType = text;
        return this;
    }

    ConsumerRecord<byte[], byte[]> record(Mode mode) {
        RecordHeaders headers = new RecordHeaders();
        byte[] value = switch (mode) {
            case BINARY -> {
                attributes.forEach((name, text) -> headers.add("ce_" + name, utf8(text)));
                headers.add("content-type", utf8(contentType.isEmpty() ? "application/json" : contentType));
                yield utf8(data == null ? "" : data);
            }
            case STRUCTURED -> {
                headers.add(
                        "content-type",
                        utf8(contentType.isEmpty() ? "application/cloudevents+json; charset=UTF-8" : contentType));
                yield utf8(structured());
            }
        };
        return record(headers, value);
    }

    /// As a console producer sends it: the structured form and nothing beside it.
    ConsumerRecord<byte[], byte[]> bare() {
        return record(new RecordHeaders(), utf8(structured()));
    }

    ConsumerRecord<byte[], byte[]> record(RecordHeaders headers, byte @Nullable [] value) {
        int place =
                partition == null ? Partitioning.partitionOf(key == null ? new byte[0] : key, PARTITIONS) : partition;
        return new ConsumerRecord<>(
                topicOf.commandTopic(),
                place,
                1_234,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }

    String structured() {
        var event = JSON.createObjectNode();
        attributes.forEach(event::put);
        String text = event.toString();
        return data == null ? text : text.substring(0, text.length() - 1) + ",\"data\":" + data + "}";
    }

    Decoded decode(Mode mode) {
        return new CommandDecoder(false, null).decode(topicOf, record(mode), PARTITIONS);
    }

    /// The command, which must be readable.
    IncomingCommand command(Mode mode) {
        return switch (decode(mode)) {
            case Decoded.Readable(IncomingCommand command) -> command;
            case Decoded.Unreadable unreadable -> throw new AssertionError("Expected a command, but got " + unreadable);
        };
    }

    IncomingCommand command() {
        return command(Mode.BINARY);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
