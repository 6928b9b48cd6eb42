package io.docket.bench;

import io.docket.contracts.OutgoingCommand;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Puts commands into the log before a measurement begins.
final class CommandFeed {
    private CommandFeed() {}

    /// Returns when all are acknowledged.
    static void produce(
            String bootstrapServers,
            CommandMix mix,
            int commands,
            Function<OutgoingCommand, ProducerRecord<byte[], byte[]>> encode) {
        // One request at a time: a topic that was made a moment ago may refuse the first, and the second must not
        // overtake.
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "linger.ms",
                20,
                "batch.size",
                256 * 1024,
                "max.in.flight.requests.per.connection",
                1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            mix.generate(commands, command -> {
                var _ = producer.send(encode.apply(command));
            });
            producer.flush();
        }
    }
}
