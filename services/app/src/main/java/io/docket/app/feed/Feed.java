package io.docket.app.feed;

import io.docket.app.instance.RefusedStartException;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.LayoutReads;
import io.docket.store.read.Progress;
import io.docket.store.read.ProgressReads;
import io.docket.store.read.TopicLayout;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends commands in order and holds itself back while too many wait to be decided.
public final class Feed implements AutoCloseable {
    private static final long UNDECIDED_MAX = 50_000;
    private static final int LOOK_EVERY = 5_000;
    private static final long LOOK_MILLIS = 50;

    /// Commands that wait for so long without one being decided wait for nobody.
    private static final Duration STANDSTILL_MAX = Duration.ofSeconds(60);

    private final ProgressReads progress;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<AggregateType, TopicLayout> layouts = new EnumMap<>(AggregateType.class);
    private final SentLines sentLines = new SentLines();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    public Feed(String bootstrapServers, DocketDatabase database) {
        this.progress = new ProgressReads(database.jdbi());
        Map<String, TopicLayout> pinned = new LayoutReads(database.jdbi()).layouts();
        for (AggregateType type : AggregateType.ofTopics()) {
            TopicLayout layout = pinned.get(type.commandTopic());
            if (layout == null) {
                throw new RefusedStartException(
                        "no processor has ever run on this database", "start one, which makes the topics");
            }
            layouts.put(type, layout);
        }
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "docket-import",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Sends a command; returns when there is room for the next.
    ///
    /// @param line by which [#sentLines] knows it again
    public void send(OutgoingCommand command, int line) {
        requireNoFailure();
        int partitions = layout(command.type()).partitions();
        var _ = producer.send(CommandEncoder.encode(command, partitions), (metadata, exception) -> {
            if (exception == null) {
                sentLines.add(
                        new CommandPartition(command.type().ofTopic(), metadata.partition()), metadata.offset(), line);
            } else {
                failure.compareAndSet(null, exception);
            }
        });
        sent++;
        if (sent % LOOK_EVERY == 0) {
            producer.flush();
            awaitAtMost(UNDECIDED_MAX, _ -> {});
        }
    }

    /// Waits until everything sent has its outcome.
    ///
    /// @param onProgress is told how many of the sent are decided
    public void awaitDecided(LongConsumer onProgress) {
        producer.flush();
        requireNoFailure();
        awaitAtMost(0, onProgress);
    }

    private void awaitAtMost(long undecidedMax, LongConsumer onProgress) {
        long left = undecided();
        long changedNanos = System.nanoTime();
        while (left > undecidedMax) {
            requireNoFailure();
            onProgress.accept(Math.max(0, sent - left));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            long now = undecided();
            if (now != left) {
                left = now;
                changedNanos = System.nanoTime();
            } else if (System.nanoTime() - changedNanos > STANDSTILL_MAX.toNanos()) {
                throw new RefusedStartException(
                        left + " commands wait, and none was decided for " + STANDSTILL_MAX.toSeconds() + " s",
                        "look at /actuator/health/readiness and at what the instance logs; then import again: what"
                                + " was decided is not decided twice");
            }
        }
        onProgress.accept(Math.max(0, sent - left));
    }

    /// What others have sent in between counts as well: it is decided before ours.
    private long undecided() {
        Map<CommandPartition, Progress> now = progress.progress();
        long left = 0;
        for (Map.Entry<CommandPartition, Long> last : sentLines.lastOffsets().entrySet()) {
            Progress reached = now.get(last.getKey());
            long next = reached == null ? 0 : reached.nextOffset();
            left += Math.max(0, last.getValue() + 1 - next);
        }
        return left;
    }

    private void requireNoFailure() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new RefusedStartException(
                    "Kafka did not take a command (" + cause.getMessage() + ")",
                    "see that the broker runs, then import again: what was decided is not decided twice");
        }
    }

    public long sent() {
        return sent;
    }

    /// Complete once everything is decided.
    SentLines sentLines() {
        return sentLines;
    }

    TopicLayout layout(AggregateType type) {
        TopicLayout layout = layouts.get(type.ofTopic());
        if (layout == null) {
            throw new IllegalStateException("The layout of every command topic was read");
        }
        return layout;
    }

    @Override
    public void close() {
        producer.close();
    }
}
