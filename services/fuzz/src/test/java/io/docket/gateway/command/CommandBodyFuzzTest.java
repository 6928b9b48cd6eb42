package io.docket.gateway.command;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.contracts.CommandDecoder;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import io.docket.gateway.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A body that the gateway takes never becomes a dead letter; one that it does not take is refused with the field.
public class CommandBodyFuzzTest {
    private static final CommandDecoder DECODER = new CommandDecoder(false, null);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static Stream<byte[]> seeds() {
        return Stream.concat(
                Examples.commands()
                        .map(example -> JSON.readTree(example.json()).path("data"))
                        .filter(ObjectNode.class::isInstance)
                        .map(data -> data.toString().getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                                "{\"a\":1e999999999,\"\\ud800\":\"\\u0000\"}",
                                "{\"number\":1e00000000000000008198552921648689606}",
                                "{\"number\":" + "1".repeat(97) + "e9}",
                                "{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void what_the_gateway_takes_is_never_a_dead_letter(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        byte[] data;
        try {
            data = CommandBody.write(CommandBody.parse(input));
        } catch (Problem e) {
            Law.holds(e.getStatusCode().is4xxClientError(), "a body that cannot be read is the sender's problem");
            return;
        }
        var record = CommandEncoder.encode(
                new OutgoingCommand(
                        AggregateType.SUPERVISION,
                        "open",
                        "c-1",
                        "SC-1/1",
                        "platform:platform",
                        "S-1",
                        null,
                        "/gateway",
                        null,
                        null,
                        data),
                1);
        Decoded decoded = DECODER.decode(
                AggregateType.SUPERVISION,
                new ConsumerRecord<>(
                        record.topic(),
                        0,
                        0,
                        ConsumerRecord.NO_TIMESTAMP,
                        TimestampType.NO_TIMESTAMP_TYPE,
                        record.key().length,
                        record.value().length,
                        record.key(),
                        record.value(),
                        record.headers(),
                        Optional.empty()),
                1);
        Law.holds(decoded instanceof Decoded.Readable, "what the gateway takes is never a dead letter: " + decoded);
    }
}
