package io.docket.processor;

import io.docket.contracts.CommandDecoder;
import io.docket.contracts.DeadLetterReason;
import io.docket.contracts.Decoded;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.Lifecycles;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.support.Acknowledgment;

/// A poll becomes a transaction. What fails because the database is away, or because somebody else owns the partition
/// now, is read again from where Postgres says; what fails because of its data is split until the guilty record is
/// alone, and that becomes a dead letter.
final class BatchListener implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(BatchListener.class);

    private final DocketDatabase database;
    private final CommandDecoder decoder;
    private final Lifecycles lifecycles;
    private final CodeKeys keys;
    private final LayoutWatch layout;
    private final Publisher publisher;
    private final ProgressBoard board;
    private final ProcessorMetrics metrics;
    private final Backoff backoff;
    private final DeadLetters deadLetters;

    BatchListener(
            DocketDatabase database,
            CommandDecoder decoder,
            Lifecycles lifecycles,
            CodeKeys keys,
            LayoutWatch layout,
            Publisher publisher,
            ProgressBoard board,
            ProcessorMetrics metrics,
            Backoff backoff) {
        this.database = database;
        this.decoder = decoder;
        this.lifecycles = lifecycles;
        this.keys = keys;
        this.layout = layout;
        this.publisher = publisher;
        this.board = board;
        this.metrics = metrics;
        this.backoff = backoff;
        this.deadLetters = new DeadLetters(keys);
    }

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> data,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        throw new UnsupportedOperationException("Expected whole polls: wantsPollResult() says so");
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte[], byte[]> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte[], byte[]> consumer) {
        PositionedConsumer positioned = (PositionedConsumer) consumer;
        Set<TopicPartition> touched = records.nextOffsets().keySet();
        try {
            List<Incoming> incoming = decode(records, positioned);
            Map<TopicPartition, LogPosition> ends = new HashMap<>();
            positioned.positionsAfter(records).forEach(end -> ends.put(partition(end), end));
            commit(positioned, incoming, ends, 0, incoming.size());
            backoff.reset();
        } catch (ProgressMoved e) {
            LOG.warn("{}: another processor was there; reading the position again", e.getMessage());
            positioned.unposition(touched);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("A batch is decided again in {} ms: {}", backoff.nextMillis(), e.toString());
            LOG.debug("Why a batch is decided again", e);
            metrics.retried();
            positioned.unposition(touched);
            backoff.await();
        }
    }

    private List<Incoming> decode(ConsumerRecords<byte[], byte[]> records, PositionedConsumer consumer)
            throws SQLException {
        layout.check();
        List<Incoming> incoming = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            LogPosition position = consumer.expected(partition);
            AggregateType type = AggregateType.ofCommandTopic(partition.topic());
            if (position == null || type == null || layout.isHalted(type)) {
                throw new ProgressMoved(partition + " has no position");
            }
            int partitions = layout.partitions(type);
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                Coordinates at = new Coordinates(type, position.generation(), partition.partition(), record.offset());
                incoming.add(new Incoming(record, at, decoder.decode(type, record, partitions)));
            }
        }
        return incoming;
    }

    /// Commits a part of a poll, or its halves where the data of one record makes it fail.
    private void commit(
            PositionedConsumer consumer, List<Incoming> all, Map<TopicPartition, LogPosition> ends, int from, int to)
            throws SQLException {
        List<Incoming> part = all.subList(from, to);
        List<LogPosition> reached = reached(consumer, all, ends, from, to);
        try {
            commit(consumer, part, reached);
        } catch (SQLException | RuntimeException e) {
            if (Retry.isDue(e) || part.isEmpty()) {
                throw e;
            }
            if (part.size() == 1) {
                LOG.error(
                        "{} cannot be kept: it is a dead letter",
                        part.getFirst().at(),
                        e);
                Decoded failed = new Decoded.Unreadable(
                        DeadLetterReason.DECIDE_FAILED,
                        "Deciding failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
                Incoming only = part.getFirst();
                commit(consumer, List.of(new Incoming(only.record(), only.at(), failed)), reached);
                return;
            }
            LOG.warn("A batch of {} fails because of its data; it is split: {}", part.size(), e.toString());
            int middle = (from + to) >>> 1;
            commit(consumer, all, ends, from, middle);
            commit(consumer, all, ends, middle, to);
        }
    }

    /// Where the partitions of a part stand after it: for a part that ends within a partition the offset of the first
    /// record left out, never "last offset + 1".
    private List<LogPosition> reached(
            PositionedConsumer consumer, List<Incoming> all, Map<TopicPartition, LogPosition> ends, int from, int to) {
        Map<TopicPartition, LogPosition> reached = new HashMap<>();
        for (int i = from; i < to; i++) {
            ConsumerRecord<byte[], byte[]> record = all.get(i).record();
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            boolean cut = i + 1 == to
                    && to < all.size()
                    && samePartition(record, all.get(to).record());
            LogPosition end = ends.get(partition);
            if (cut || end == null) {
                long next = cut ? all.get(to).record().offset() : record.offset() + 1;
                end = consumer.after(partition, next, record.leaderEpoch().orElse(null), null);
            }
            Instant recordTime = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
            reached.put(partition, consumer.after(partition, end.nextOffset(), end.leaderEpoch(), recordTime));
        }
        if (to == all.size()) {
            ends.forEach(reached::putIfAbsent);
        }
        return List.copyOf(reached.values());
    }

    private static boolean samePartition(ConsumerRecord<?, ?> one, ConsumerRecord<?, ?> other) {
        return one.partition() == other.partition() && one.topic().equals(other.topic());
    }

    private static TopicPartition partition(LogPosition position) {
        return new TopicPartition(position.type().commandTopic(), position.partition());
    }

    /// The transaction: progress is compared first and moved last.
    private void commit(PositionedConsumer consumer, List<Incoming> part, List<LogPosition> reached)
            throws SQLException {
        if (reached.isEmpty()) {
            return;
        }
        long startNanos = System.nanoTime();
        List<LogPosition> expected = new ArrayList<>(reached.size());
        for (LogPosition position : reached) {
            LogPosition known = consumer.expected(partition(position));
            if (known == null) {
                throw new ProgressMoved(partition(position) + " has no position");
            }
            expected.add(known);
        }
        Batch batch;
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                Instant now = lock(connection, expected);
                batch = new Batch(connection, now, lifecycles, keys, deadLetters);
                batch.run(part);
                ProgressTable.advance(connection, reached);
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        }
        reached.forEach(position -> {
            consumer.reached(position);
            board.advanced(position.type(), position.generation(), position.partition(), position.nextOffset());
        });
        board.notifyOthers();
        publisher.committed(expected, reached, batch.logged());
        metrics.committed(part, batch, System.nanoTime() - startNanos);
    }

    private Instant lock(Connection connection, List<LogPosition> expected) throws SQLException {
        ProgressTable.Locked locked;
        try {
            locked = ProgressTable.lock(connection, expected);
        } catch (SQLException e) {
            if (Retry.LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && backoff.lockMissedTwice()) {
                database.terminateBlockers("docket.progress");
            }
            throw e;
        }
        Map<TopicPartition, LogPosition> stored = new HashMap<>();
        locked.positions().forEach(position -> stored.put(partition(position), position));
        for (LogPosition known : expected) {
            LogPosition found = stored.get(partition(known));
            if (found == null || found.generation() != known.generation() || found.nextOffset() != known.nextOffset()) {
                throw new ProgressMoved(partition(known) + " was expected at " + known.nextOffset() + " and is at "
                        + (found == null ? "nothing" : found.nextOffset()));
            }
        }
        return locked.now();
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /// Somebody else has moved a partition, or it is not ours any more. No error: its position is read again.
    static final class ProgressMoved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ProgressMoved(String message) {
            super(message);
        }
    }
}
