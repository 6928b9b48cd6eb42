package io.docket.processor;

import io.docket.store.batch.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A consumer whose positions come from Postgres. A partition that was just assigned, or whose progress turned out to
/// have been moved by somebody else, is paused until the next `poll` has read its true position.
final class PositionedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(PositionedConsumer.class);

    private final PositionSource source;
    private final LayoutWatch layout;
    private final Backoff backoff;
    private final Map<TopicPartition, LogPosition> positions = new HashMap<>();
    private final Set<TopicPartition> pending = new HashSet<>();
    private final Map<TopicPartition, RestoredEvents> restored = new HashMap<>();
    /// What the client has fetched may have been given to nobody.
    private boolean readsAgain;

    PositionedConsumer(Map<String, Object> configs, PositionSource source, LayoutWatch layout, Backoff backoff) {
        super(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.source = source;
        this.layout = layout;
        this.backoff = backoff;
    }

    /// How long the batches of this consumer wait between tries.
    Backoff backoff() {
        return backoff;
    }

    /// Called within `poll`: does no I/O. Without a position a partition would end the container, even paused.
    void assigned(Collection<TopicPartition> partitions) {
        pending.addAll(partitions);
        partitions.forEach(partition -> {
            positions.remove(partition);
            whileAssigned(partition, () -> {
                pause(Set.of(partition));
                seek(partition, 0);
            });
        });
        partitions.forEach(this::forget);
    }

    /// The client may lose a partition on a thread of its own, and tells of it in the next `poll`.
    private static boolean whileAssigned(TopicPartition partition, Runnable step) {
        try {
            step.run();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("{} is not assigned any more", partition, e);
            return false;
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            pending.remove(partition);
            positions.remove(partition);
        });
        source.revoked(partitions);
        partitions.forEach(this::forget);
    }

    private void forget(TopicPartition partition) {
        RestoredEvents events = restored.remove(partition);
        if (events != null) {
            events.close();
        }
    }

    /// The events that its outcomes are taken from; null: it has none ahead.
    @Nullable
    RestoredEvents restored(TopicPartition partition) {
        return restored.get(partition);
    }

    /// What must not be decided yet: commands after the last that has events, while other partitions have not taken
    /// theirs.
    boolean mustWait(TopicPartition partition, long offset) {
        RestoredEvents events = restored.get(partition);
        return source.holdsBack() && (events == null || offset > events.ahead().end());
    }

    /// What is expected of the stored position: what was last read from it or written to it.
    @Nullable
    LogPosition expected(TopicPartition partition) {
        return positions.get(partition);
    }

    void reached(LogPosition position) {
        TopicPartition partition = Poll.partition(position);
        positions.put(partition, position);
        RestoredEvents events = restored.get(partition);
        if (events != null) {
            events.forget(position.nextOffset());
        }
    }

    /// Forgets positions: they are read again before these partitions are polled again.
    void unposition(Collection<TopicPartition> partitions) {
        Set<TopicPartition> mine = new HashSet<>(partitions);
        mine.retainAll(assignment());
        pending.addAll(mine);
        mine.forEach(positions::remove);
        mine.forEach(partition -> whileAssigned(partition, () -> pause(Set.of(partition))));
        mine.forEach(this::forget);
    }

    /// Before the next poll all positions are read again: what was fetched may have been dropped on its way.
    void readAgain() {
        readsAgain = true;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        try {
            unpositionOutdated();
            positionPending();
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty() && !records.nextOffsets().isEmpty()) {
                source.skip(this, positionsAfter(records));
            }
            return records;
        } catch (OffsetOutOfRangeException e) {
            haltOutOfRange(e);
            return ConsumerRecords.empty();
        } catch (NoOffsetForPartitionException e) {
            // The protocol `consumer` looks for group offsets on a thread of its own, and may do so for a partition
            // whose assignment it is just telling.
            assigned(e.partitions().stream().filter(assignment()::contains).toList());
            return ConsumerRecords.empty();
        } catch (RuntimeException | Error e) {
            // The client may have moved on already, past records that are now given to nobody: under the protocol
            // `consumer` its own thread may take a partition away while another's records are being collected.
            readAgain();
            // A bare error would end the consumer for good.
            throw e instanceof RuntimeException failure ? failure : new KafkaException("A poll failed", e);
        }
    }

    /// Where the partitions of a poll stand after all of it.
    List<LogPosition> positionsAfter(ConsumerRecords<byte[], byte[]> records) {
        return records.nextOffsets().entrySet().stream()
                .filter(next -> positions.containsKey(next.getKey()))
                .map(next -> after(
                        next.getKey(),
                        next.getValue().offset(),
                        next.getValue().leaderEpoch().orElse(null),
                        null))
                .toList();
    }

    /// An expected position moved on.
    LogPosition after(
            TopicPartition partition, long nextOffset, @Nullable Integer leaderEpoch, @Nullable Instant recordTime) {
        LogPosition from = positions.get(partition);
        if (from == null) {
            throw new IllegalStateException(partition + " has no position");
        }
        return new LogPosition(from.type(), from.partition(), from.generation(), nextOffset, leaderEpoch, recordTime);
    }

    private void unpositionOutdated() {
        Set<TopicPartition> outdated = new HashSet<>();
        positions.forEach((partition, position) -> {
            if (readsAgain
                    || isOfEarlierGeneration(position)
                    || hasTakenItsEvents(partition, position)
                    || hasDrifted(partition, position)) {
                outdated.add(partition);
            }
        });
        readsAgain = false;
        unposition(outdated);
    }

    /// What a topic's adoption ended is positioned again, with or without records, so that its events are published
    /// too.
    private boolean isOfEarlierGeneration(LogPosition position) {
        return position.generation() < layout.generation(position.type());
    }

    /// What has taken all its outcomes is positioned again: it goes on when all others have, too.
    private boolean hasTakenItsEvents(TopicPartition partition, LogPosition position) {
        RestoredEvents events = restored.get(partition);
        return events == null
                ? source.holdsBack()
                : position.nextOffset() > events.ahead().end();
    }

    /// Nothing but a poll whose records are decided moves a partition on. Should the client stand elsewhere for some
    /// other reason, it fetches again from where its records were given.
    private boolean hasDrifted(TopicPartition partition, LogPosition position) {
        Long fetched = fetched(partition);
        if (fetched == null || fetched == position.nextOffset()) {
            return false;
        }
        LOG.warn(
                "{} is fetched up to {}, but was given up to {}: it is fetched again",
                partition,
                fetched,
                position.nextOffset());
        return true;
    }

    /// null: nothing was fetched since it was positioned.
    private @Nullable Long fetched(TopicPartition partition) {
        if (!assignment().contains(partition)) {
            return null;
        }
        try {
            return position(partition, Duration.ZERO);
        } catch (TimeoutException _) {
            return null; // it is still being compared with the log
        }
    }

    private void positionPending() {
        pending.retainAll(assignment());
        if (pending.isEmpty()) {
            return;
        }
        Set<TopicPartition> wanted = new HashSet<>();
        for (TopicPartition partition : pending) {
            if (!layout.isHalted(partition)) {
                wanted.add(partition);
            }
        }
        source.read(wanted).forEach((partition, stored) -> {
            LogPosition position = stored.position();
            PublishedAhead ahead = stored.ahead();
            if (ahead != null) {
                restored.put(partition, source.read(ahead));
            }
            Optional<Integer> epoch = Optional.ofNullable(position.leaderEpoch());
            boolean isMine = whileAssigned(partition, () -> {
                seek(partition, new OffsetAndMetadata(position.nextOffset(), epoch, ""));
                resume(Set.of(partition));
            });
            if (!isMine) {
                forget(partition);
                return;
            }
            positions.put(partition, position);
            pending.remove(partition);
            LOG.debug("{} goes on at {}", partition, position.nextOffset());
        });
    }

    private void haltOutOfRange(OffsetOutOfRangeException e) {
        e.offsetOutOfRangePartitions().forEach((partition, offset) -> {
            if (!assignment().contains(partition)) {
                return; // of an events topic that was being read: its beginning is looked up again
            }
            LogPosition position = positions.get(partition);
            if (position != null) {
                layout.halt(
                        partition,
                        position.generation(),
                        "offset " + offset
                                + " is out of range: the log was truncated or its records expired before they were decided");
            }
            pending.add(partition);
            positions.remove(partition);
            whileAssigned(partition, () -> {
                pause(Set.of(partition));
                seek(partition, 0);
            });
            forget(partition);
        });
    }
}
