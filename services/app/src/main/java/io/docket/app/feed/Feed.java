package io.docket.app.feed;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LayoutTable;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.Progress;
import io.docket.store.read.ProgressReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

    private final ProgressReads progress;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<AggregateType, Integer> partitions = new EnumMap<>(AggregateType.class);
    private final Map<CommandPartition, Long> startOffsets = new ConcurrentHashMap<>();
    private final Map<CommandPartition, Long> lastOffsets = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    public Feed(String bootstrapServers, DocketDatabase database) throws SQLException {
        this.progress = new ProgressReads(database.jdbi());
        try (Connection connection = database.connection()) {
            Map<String, LayoutTable.Layout> layouts = LayoutTable.read(connection);
            for (AggregateType type : AggregateType.values()) {
                LayoutTable.Layout layout = layouts.get(type.commandTopic());
                if (layout == null) {
                    throw new IllegalStateException("Docket has never run on this database: " + type.commandTopic());
                }
                partitions.put(type, layout.partitions());
            }
        }
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "docket-import",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// Sends a command; returns when there is room for the next.
    public void send(OutgoingCommand command) {
        requireNoFailure();
        int count = partitions.getOrDefault(command.type(), 1);
        var _ = producer.send(CommandEncoder.encode(command, count), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
                return;
            }
            CommandPartition partition = new CommandPartition(command.type(), metadata.partition());
            startOffsets.merge(partition, metadata.offset(), Math::min);
            lastOffsets.merge(partition, metadata.offset(), Math::max);
            acknowledged.incrementAndGet();
        });
        sent++;
        if (sent % LOOK_EVERY == 0) {
            producer.flush();
            while (undecided() > UNDECIDED_MAX) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            }
        }
    }

    /// Waits until everything sent has its outcome.
    ///
    /// @param onProgress is told how many of the sent are decided
    public void awaitDecided(LongConsumer onProgress) {
        producer.flush();
        requireNoFailure();
        long left;
        while ((left = undecided()) > 0) {
            onProgress.accept(Math.max(0, sent - left));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
        onProgress.accept(sent);
    }

    private long undecided() {
        Map<CommandPartition, Progress> now = progress.progress();
        long left = 0;
        for (Map.Entry<CommandPartition, Long> last : lastOffsets.entrySet()) {
            Progress reached = now.get(last.getKey());
            long next = reached == null ? 0 : reached.nextOffset();
            left += Math.max(0, last.getValue() + 1 - next);
        }
        return left;
    }

    private void requireNoFailure() {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("Kafka did not take a command: " + cause.getMessage(), cause);
        }
    }

    public long sent() {
        return sent;
    }

    /// First and last offset of what was sent, by partition.
    Map<CommandPartition, long[]> ranges() {
        Map<CommandPartition, long[]> ranges = new HashMap<>();
        startOffsets.forEach((partition, first) ->
                ranges.put(partition, new long[] {first, lastOffsets.getOrDefault(partition, first)}));
        return ranges;
    }

    @Override
    public void close() {
        producer.close();
    }
}
