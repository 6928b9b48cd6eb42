package io.docket.processor;

import io.docket.contracts.EventEncoder;
import io.docket.contracts.OutgoingEvent;
import io.docket.store.batch.LoggedRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A producer that is thrown away after its first failure, and has a single request in flight, so that no gap can be
/// filled late. More of them would keep their order only once the broker knows the producer: where it refuses the
/// first batch of a new one, it takes the second.
final class EventSender implements AutoCloseable {
    private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int BLOCK_MILLIS_MAX = 10_000;

    private final String bootstrapServers;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    EventSender(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        send(record, _ -> {});
    }

    /// An event as it was logged.
    ///
    /// @param acknowledged is told where the record is, on the producer's thread
    void send(LoggedRow row, int eventPartitions, Consumer<RecordMetadata> acknowledged) {
        send(
                EventEncoder.encode(
                        new OutgoingEvent(
                                row.at(),
                                row.index(),
                                row.aggregateId(),
                                row.sellerId(),
                                row.sequence(),
                                row.eventType(),
                                row.actor(),
                                row.commandId(),
                                row.time(),
                                row.traceparent(),
                                row.data()),
                        eventPartitions),
                acknowledged);
    }

    /// @param acknowledged is told where the record is, on the producer's thread
    void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> acknowledged) {
        requireNoFailure();
        KafkaProducer<byte[], byte[]> sending = producer();
        // What became of it is asked for all of them together, at the flush.
        var _ = sending.send(record, (at, exception) -> {
            if (exception == null) {
                acknowledged.accept(at);
            } else if (failure.compareAndSet(null, exception)) {
                // At once: what is queued behind it must not be sent, or the gap would be filled late.
                sending.close(Duration.ZERO);
            }
        });
    }

    /// Returns when everything sent is acknowledged.
    void flush() {
        if (producer != null) {
            producer.flush();
        }
        requireNoFailure();
    }

    private void requireNoFailure() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new Publisher.PublishFailed(cause);
        }
    }

    /// Drops everything that is not acknowledged yet, at once.
    void abandon() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        failure.set(null);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            Map<String, Object> config = new HashMap<>();
            config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            config.put(ProducerConfig.CLIENT_ID_CONFIG, "docket-publisher");
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
            config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS_MAX);
            producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }
}
