package io.docket.proof.history;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.proof.site.Site;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Puts commands onto the log itself, as trusted systems do.
public final class LogClient implements AutoCloseable {
    private static final String SOURCE = "/proof";
    private static final int DELIVERY_MILLIS_MAX = 6_000;
    private static final int REQUEST_MILLIS_MAX = 2_000;
    private static final int BLOCK_MILLIS_MAX = 4_000;

    private final String bootstrapServers;
    private final History history;
    private final Map<AggregateType, Integer> generations = new ConcurrentHashMap<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    public LogClient(String bootstrapServers, History history) {
        this.bootstrapServers = bootstrapServers;
        this.history = history;
    }

    /// From now on the topic's coordinates are of this generation.
    public void adopted(AggregateType type, int generation) {
        generations.put(type.ofTopic(), generation);
    }

    /// Waits for the acknowledgement.
    public Attempt send(Wish wish) {
        String trace = history.nextTrace();
        return history.add(wish, Channel.KAFKA, wish.key(), trace, fate(() -> send(record(wish, trace))));
    }

    /// The same bytes as often as wanted, as a producer leaves them that retries without knowing better.
    public List<Attempt> sendTwice(Wish wish) {
        String trace = history.nextTrace();
        ProducerRecord<byte[], byte[]> record = record(wish, trace);
        List<Attempt> sent = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sent.add(history.add(wish, Channel.KAFKA, wish.key(), trace, fate(() -> send(record))));
        }
        return sent;
    }

    /// A record that no decoder understands, where its key belongs.
    public Attempt sendRubbish(Wish wish, byte[] value) {
        String trace = history.nextTrace();
        ProducerRecord<byte[], byte[]> like = record(wish, trace);
        like.headers().remove("ce_type");
        ProducerRecord<byte[], byte[]> rubbish =
                new ProducerRecord<>(like.topic(), like.partition(), null, like.key(), value, like.headers());
        return history.add(wish, Channel.KAFKA, wish.key(), trace, fate(() -> send(rubbish)));
    }

    /// All in one transaction that is given up.
    public List<Attempt> sendAborted(List<Wish> wishes) {
        Map<String, Object> more = Map.of("transactional.id", "proof-" + UUID.randomUUID());
        List<Attempt> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> aborting = newProducer(more)) {
            aborting.initTransactions();
            aborting.beginTransaction();
            for (Wish wish : wishes) {
                String trace = history.nextTrace();
                Coordinates at = coordinates(await(aborting.send(record(wish, trace))));
                sent.add(history.add(wish, Channel.KAFKA_ABORTED, wish.key(), trace, new Fate.Aborted(at)));
            }
            aborting.abortTransaction();
        } catch (KafkaException | Unacknowledged e) {
            // The coordinator gives it up by itself then.
        }
        return sent;
    }

    private static ProducerRecord<byte[], byte[]> record(Wish wish, String trace) {
        OutgoingCommand command = new OutgoingCommand(
                wish.type(),
                wish.command(),
                wish.key(),
                wish.subject(),
                wish.actor(),
                wish.seller(),
                null,
                SOURCE,
                null,
                trace,
                wish.data().getBytes(StandardCharsets.UTF_8));
        return CommandEncoder.encode(command, Site.PARTITIONS);
    }

    private interface Sending {
        RecordMetadata go() throws Unacknowledged;
    }

    private Fate fate(Sending sending) {
        try {
            return new Fate.Acknowledged(coordinates(sending.go()), null);
        } catch (Unacknowledged e) {
            return new Fate.Unknown(0, String.valueOf(e.getMessage()));
        }
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Unacknowledged {
        KafkaProducer<byte[], byte[]> sending = producer();
        try {
            return await(sending.send(record));
        } catch (KafkaException e) {
            abandon(sending);
            throw new Unacknowledged(e);
        } catch (Unacknowledged e) {
            abandon(sending);
            throw e;
        }
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) throws Unacknowledged {
        try {
            return sent.get(DELIVERY_MILLIS_MAX + BLOCK_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unacknowledged(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new Unacknowledged(e);
        }
    }

    private Coordinates coordinates(RecordMetadata at) {
        AggregateType type = AggregateType.ofCommandTopic(at.topic());
        if (type == null) {
            throw new IllegalArgumentException("Expected a command topic, but it is " + at.topic());
        }
        return new Coordinates(type, generations.getOrDefault(type, 1), at.partition(), at.offset());
    }

    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = newProducer(Map.of());
        }
        return producer;
    }

    private synchronized void abandon(KafkaProducer<byte[], byte[]> failed) {
        if (failed.equals(producer)) {
            producer = null;
            failed.close(Duration.ZERO);
        }
    }

    private KafkaProducer<byte[], byte[]> newProducer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "delivery.timeout.ms",
                DELIVERY_MILLIS_MAX,
                "request.timeout.ms",
                REQUEST_MILLIS_MAX,
                "max.block.ms",
                BLOCK_MILLIS_MAX));
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    /// Whether it is on the log is not known.
    private static final class Unacknowledged extends Exception {
        private static final long serialVersionUID = 1L;

        Unacknowledged(Throwable cause) {
            super(String.valueOf(cause), cause);
        }
    }
}
