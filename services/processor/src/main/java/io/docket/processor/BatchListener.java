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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final long batchBytesMax;
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
            long batchBytesMax) {
        this.database = database;
        this.decoder = decoder;
        this.lifecycles = lifecycles;
        this.keys = keys;
        this.layout = layout;
        this.publisher = publisher;
        this.board = board;
        this.metrics = metrics;
        this.batchBytesMax = batchBytesMax;
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
        Backoff backoff = positioned.backoff();
        Poll poll = new Poll(records, positioned);
        try {
            for (int from = 0; from < poll.size(); ) {
                int to = poll.partEnd(from, batchBytesMax);
                commit(poll, decode(poll, from, to), from);
                from = to;
            }
            positioned.unposition(poll.waiting());
            backoff.reset();
        } catch (Diverged e) {
            LOG.debug("A partition is halted", e);
            layout.diverged(partition(e.at()), e.at().generation(), e);
            positioned.unposition(poll.touched());
        } catch (ProgressMoved e) {
            LOG.warn("{}; reading the position again", e.getMessage());
            positioned.unposition(poll.touched());
        } catch (SQLException | RuntimeException | Error e) {
            // An error, of memory for example, would end the consumer for good, and keep its partitions from others.
            LOG.warn("A batch is decided again in {} ms: {}", backoff.nextMillis(), e.toString());
            LOG.debug("Why a batch is decided again", e);
            positioned.unposition(poll.touched());
            metrics.retried();
            backoff.await();
        }
    }

    /// Where records of one partition stand, and how they are read.
    private record Lane(
            TopicPartition partition,
            AggregateType type,
            int generation,
            int partitions,
            @Nullable RestoredEvents restored) {
        boolean holds(ConsumerRecord<?, ?> record) {
            return record.partition() == partition.partition() && record.topic().equals(partition.topic());
        }
    }

    private List<Incoming> decode(Poll poll, int from, int to) throws SQLException {
        layout.check();
        List<Incoming> incoming = new ArrayList<>(to - from);
        Lane lane = null;
        for (int i = from; i < to; i++) {
            ConsumerRecord<byte[], byte[]> record = poll.record(i);
            if (lane == null || !lane.holds(record)) {
                lane = lane(poll, record);
                if (lane.restored() != null) {
                    lane.restored().readTo(endOf(lane, poll, i, to));
                }
            }
            Coordinates at = new Coordinates(lane.type(), lane.generation(), record.partition(), record.offset());
            Decoded decoded = decoder.decode(lane.type(), record, lane.partitions());
            incoming.add(new Incoming(record, at, decoded, lane.restored()));
        }
        return incoming;
    }

    /// The offset after the last record of a lane.
    private static long endOf(Lane lane, Poll poll, int from, int to) {
        int last = from;
        while (last + 1 < to && lane.holds(poll.record(last + 1))) {
            last++;
        }
        return poll.record(last).offset() + 1;
    }

    private Lane lane(Poll poll, ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        LogPosition position = poll.consumer().expected(partition);
        AggregateType type = AggregateType.ofCommandTopic(partition.topic());
        if (position == null || type == null || layout.isHalted(partition)) {
            throw new ProgressMoved(partition + " has no position");
        }
        if (position.generation() != layout.generation(type)) {
            throw new ProgressMoved(partition + " is of generation " + position.generation() + " no more");
        }
        return new Lane(
                partition,
                type,
                position.generation(),
                layout.partitions(type),
                poll.consumer().restored(partition));
    }

    private static TopicPartition partition(Coordinates at) {
        return new TopicPartition(at.type().commandTopic(), at.partition());
    }

    /// Commits a part of a poll, or its halves where the data of one record makes it fail.
    private void commit(Poll poll, List<Incoming> part, int from) throws SQLException {
        List<LogPosition> reached = poll.reached(from, from + part.size());
        try {
            commit(poll.consumer(), part, reached);
        } catch (SQLException | RuntimeException e) {
            if (Retry.isDue(e) || e instanceof Diverged) {
                throw e;
            }
            if (part.size() == 1) {
                Incoming only = part.getFirst();
                LOG.error("{} cannot be kept: it is a dead letter", only.at(), e);
                commit(poll.consumer(), List.of(undecided(only, e)), reached);
                return;
            }
            LOG.warn("A batch of {} fails because of its data; it is split: {}", part.size(), e.toString());
            int half = part.size() >>> 1;
            commit(poll, part.subList(0, half), from);
            commit(poll, part.subList(half, part.size()), from + half);
        }
    }

    private static Incoming undecided(Incoming incoming, Exception cause) {
        String detail = "Deciding failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new Incoming(
                incoming.record(),
                incoming.at(),
                new Decoded.Unreadable(DeadLetterReason.DECIDE_FAILED, detail),
                incoming.restored());
    }

    /// The transaction: progress is compared first and moved last.
    private void commit(PositionedConsumer consumer, List<Incoming> part, List<LogPosition> reached)
            throws SQLException {
        long startNanos = System.nanoTime();
        List<LogPosition> expected = new ArrayList<>(reached.size());
        for (LogPosition position : reached) {
            LogPosition known = consumer.expected(Poll.partition(position));
            if (known == null) {
                throw new ProgressMoved(Poll.partition(position) + " has no position");
            }
            expected.add(known);
        }
        requireAhead(part, consumer);
        Batch batch;
        try (Connection connection = database.batchConnection()) {
            connection.setAutoCommit(false);
            try {
                ProgressTable.Locked locked = lock(connection, expected, consumer.backoff());
                batch = new Batch(connection, locked.now(), locked.latest(), lifecycles, keys, deadLetters);
                batch.run(part);
                ProgressTable.advance(connection, reached, locked.now());
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        }
        Decisions decisions = batch.decisions();
        reached.forEach(position -> {
            consumer.reached(position);
            board.advanced(
                    position.type(), position.generation(), position.partition(), position.nextOffset(), decisions);
        });
        board.notifyOthers();
        publisher.committed(expected, reached, batch.logged());
        metrics.committed(part, batch, System.nanoTime() - startNanos);
    }

    /// A record that lies before its partition's position has its outcome, whoever gives it once more.
    private static void requireAhead(List<Incoming> part, PositionedConsumer consumer) {
        Coordinates previous = null;
        for (Incoming incoming : part) {
            Coordinates at = incoming.at();
            if (previous == null || previous.type() != at.type() || previous.partition() != at.partition()) {
                LogPosition known = consumer.expected(partition(at));
                if (known == null || at.offset() < known.nextOffset()) {
                    throw new ProgressMoved(at + " was given again");
                }
            }
            previous = at;
        }
    }

    private ProgressTable.Locked lock(Connection connection, List<LogPosition> expected, Backoff backoff)
            throws SQLException {
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
        locked.positions().forEach(position -> stored.put(Poll.partition(position), position));
        for (LogPosition known : expected) {
            LogPosition found = stored.get(Poll.partition(known));
            if (found == null || found.generation() != known.generation() || found.nextOffset() != known.nextOffset()) {
                throw new ProgressMoved(Poll.partition(known) + " was expected at " + known.nextOffset() + " and is at "
                        + (found == null ? "nothing" : found.nextOffset()) + ": another processor was there");
            }
        }
        return locked;
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
