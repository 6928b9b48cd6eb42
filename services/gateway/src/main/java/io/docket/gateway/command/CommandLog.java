package io.docket.gateway.command;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.contracts.Partitioning;
import io.docket.contracts.RecordFrame;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.gateway.GatewayProperties;
import io.docket.gateway.position.Layouts;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.TopicLayout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Puts commands on the log. What comes back with coordinates is acknowledged by every replica that must have it.
public final class CommandLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
    private static final long BUFFER_BYTES_MAX = 32L << 20;
    private static final Duration BLOCK_MAX = Duration.ofSeconds(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Layouts layouts;
    private final InstantSource time;
    private final Duration sendTimeout;
    private final Duration retryAfter;

    public CommandLog(String bootstrapServers, GatewayProperties.Gateway limits, Layouts layouts, InstantSource time) {
        this.layouts = layouts;
        this.time = time;
        this.sendTimeout = limits.sendTimeout();
        this.retryAfter = limits.retryAfter();
        long requestMs = limits.sendTimeout().toMillis() / 2;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "docket-gateway",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        1,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        BUFFER_BYTES_MAX,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        BLOCK_MAX.toMillis(),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        (int) requestMs,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        (int) limits.sendTimeout().toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// @throws Problem `503` without an acknowledgement: then nobody knows whether the command was kept
    Coordinates append(OutgoingCommand command) throws InterruptedException {
        TopicLayout layout = layouts.of(command.type());
        return send(command.type(), layout, CommandEncoder.encode(command, layout.partitions(), time.instant()));
    }

    /// Where a record lies as the topics are now, which may have been adopted since it was appended.
    Coordinates now(Coordinates at) {
        return layouts.now(at);
    }

    /// A record as it was before, to where its key belongs; one without a key to the first partition.
    ///
    /// @throws Problem as above
    public Coordinates appendAgain(AggregateType type, RecordFrame frame, byte @Nullable [] value)
            throws InterruptedException {
        TopicLayout layout = layouts.of(type);
        byte[] key = frame.key();
        int partition = key == null ? 0 : Partitioning.partitionOf(key, layout.partitions());
        return send(
                type,
                layout,
                new ProducerRecord<>(type.commandTopic(), partition, time.millis(), key, value, frame.headers()));
    }

    private Coordinates send(AggregateType type, TopicLayout layout, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        try {
            RecordMetadata at =
                    producer.send(record).get(sendTimeout.plus(BLOCK_MAX).toMillis(), TimeUnit.MILLISECONDS);
            return new Coordinates(type, layout.generation(), at.partition(), at.offset());
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.warn("A command to {} was not acknowledged", record.topic(), e);
            throw Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "NOT_ACKNOWLEDGED",
                    "Expected the log to acknowledge the command, but it did not; it may have been kept all the same:"
                            + " send it again with the same Idempotency-Key, it will not happen twice",
                    retryAfter);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_MAX);
    }
}
