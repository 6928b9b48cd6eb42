package io.docket.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Invalid;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.ticket.TicketCommand;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Whatever lies on a command topic is a command or a dead letter; a command is the same one sent again, in either of
/// Kafka's modes.
public class CommandDecoderFuzzTest {
    private static final CommandDecoder DECODER = new CommandDecoder(false, null);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String OPENING = """
            {"specversion":"1.0",%s"type":"io.docket.supervision.remind.v1","source":"/erp","subject":"O/1",\
            "actor":"buyer:buyer-1","seller":"S-1","data":{"extra":%s}}""";

    public static Stream<byte[]> seeds() {
        return Stream.concat(
                Stream.of(
                                "supervision\n\n" + OPENING.formatted("\"id\":\"c-1\",", "1".repeat(97) + "e9"),
                                "supervision\ndocket_redriven: \0\n\n" + OPENING.formatted("", "1"),
                                "supervision\ndocket_redriven: sc.1:3:1234\n\n" + OPENING.formatted("", "1"))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Examples.commands().flatMap(example -> Stream.of(structured(example), binary(example))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_record_is_a_command_or_a_dead_letter(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        RecordText text = RecordText.parse(input);
        switch (DECODER.decode(text.topicOf(), text.record(), RecordText.PARTITIONS)) {
            case Decoded.Unreadable(DeadLetterReason reason, String detail) -> {
                Law.holds(detail.startsWith("Expected ") && detail.contains(", but "), "a reason is one sentence");
                Law.holds(!Utf8.isUnkeepable(detail), "a reason can be kept for " + reason);
            }
            case Decoded.Readable(IncomingCommand command) -> checkReadable(text.topicOf(), command);
        }
    }

    private static void checkReadable(AggregateType topicOf, IncomingCommand command) {
        Command<?> inner = command.command();
        for (String text : new String[] {
            inner.id(),
            inner.aggregateId(),
            inner.actor().text(),
            inner.sellerId(),
            command.source(),
            command.commandType()
        }) {
            Law.holds(!text.isBlank(), "what a command is known by is there");
            Law.holds(!Utf8.isUnkeepable(text), "what a command is known by can be kept");
            Law.holds(text.length() <= 2 * Limits.SOURCE_CHARS_MAX, "what a command is known by has an end");
        }
        if (topicOf == AggregateType.SUPERVISION) {
            Law.holds(!command.data().has(CodeFields.CLEAR), "no code stays in clear");
        }
        Law.holds(CommonFields.unkeepablePath(command.data(), "") == null, "data can be kept");
        Invalid invalid = invalid(inner.data());
        if (invalid != null) {
            Law.holds(!invalid.field().isBlank() && !invalid.problem().isBlank(), "what is wrong is named");
            Law.holds(!Utf8.isUnkeepable(invalid.field()), "the name of what is wrong can be kept");
            return;
        }
        Law.same(command, again(topicOf, command), "a command sent again is the same");
        Law.same(command, decode(topicOf, structured(command)), "a command is the same in structured mode");
    }

    private static @Nullable Invalid invalid(Object data) {
        return switch (data) {
            case SupervisionCommand.Malformed(var type, Invalid invalid) -> invalid;
            case TicketCommand.Malformed(var type, Invalid invalid) -> invalid;
            case ProductCommand.Malformed(var type, Invalid invalid) -> invalid;
            case SellerCommand.Malformed(var type, Invalid invalid) -> invalid;
            default -> null;
        };
    }

    private static Object again(AggregateType topicOf, IncomingCommand command) {
        Command<?> inner = command.command();
        ProducerRecord<byte[], byte[]> sent = CommandEncoder.encode(
                new OutgoingCommand(
                        command.type(),
                        command.commandType(),
                        inner.id(),
                        inner.aggregateId(),
                        inner.actor().text(),
                        inner.sellerId(),
                        command.time(),
                        command.source(),
                        inner.expectedVersion(),
                        command.traceparent(),
                        MessageHeaders.utf8(JsonText.write(command.data()))),
                RecordText.PARTITIONS);
        var record = RecordText.at(sent.key(), sent.headers(), sent.value());
        Law.same(sent.partition(), record.partition(), "a command is sent where it belongs");
        return command(DECODER.decode(topicOf, record, RecordText.PARTITIONS));
    }

    private static Object decode(AggregateType topicOf, byte[] input) {
        RecordText text = RecordText.parse(input);
        return command(DECODER.decode(topicOf, text.record(), RecordText.PARTITIONS));
    }

    private static Object command(Decoded decoded) {
        return decoded instanceof Decoded.Readable(IncomingCommand command) ? command : decoded;
    }

    private static byte[] structured(IncomingCommand command) {
        Command<?> inner = command.command();
        ObjectNode event = JsonText.object();
        event.put("specversion", "1.0");
        event.put("type", MessageType.of(command.type(), command.commandType()));
        event.put("id", inner.id());
        event.put("subject", inner.aggregateId());
        event.put("actor", inner.actor().text());
        event.put("seller", inner.sellerId());
        event.put("source", command.source());
        if (command.time() != null) {
            event.put("time", command.time().toString());
        }
        if (inner.expectedVersion() != null) {
            event.put("expectedversion", inner.expectedVersion().toString());
        }
        if (command.traceparent() != null) {
            event.put("traceparent", command.traceparent());
        }
        event.set("data", command.data());
        return MessageHeaders.utf8(command.type().ofTopic().wire() + "\n\n" + JsonText.write(event));
    }

    private static byte[] structured(Examples.Example example) {
        return (example.aggregate() + "\n\n" + example.json()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary(Examples.Example example) {
        StringBuilder text = new StringBuilder(example.aggregate()).append("\ncontent-type: application/json\n");
        String data = "";
        for (var property : JSON.readTree(example.json()).properties()) {
            JsonNode value = property.getValue();
            if (property.getKey().equals("data")) {
                data = value.toString();
            } else {
                text.append("ce_%s: %s%n".formatted(property.getKey(), value.stringValue()));
            }
        }
        return text.append('\n').append(data).toString().getBytes(StandardCharsets.UTF_8);
    }
}
