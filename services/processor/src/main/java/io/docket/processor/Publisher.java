package io.docket.processor;

import io.docket.processor.PublishedMarks.Known;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.PublishedTable.Mark;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes committed events on a thread of its own, in log order per command partition. The event log is the outbox:
/// what is handed over in memory only saves reading it again, and every gap is read from there.
final class Publisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration IDLE_LOOK = Duration.ofMillis(500);

    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

    private final Claims claims = new Claims();
    private final OnTopic onTopic = new OnTopic();
    private final EventSender sender;
    private final Publication publication;
    private final Backoff backoff;
    private final CountDownLatch stopping;
    private final long lookAheadWaitMillis;
    private final BlockingQueue<Handover> handovers;
    /// Owned partitions and how far they are committed.
    private final CommittedEnds committed = new CommittedEnds();
    /// How far they are published.
    private final PublishedMarks published;
    private final Thread thread;

    Publisher(
            DocketDatabase database,
            LayoutWatch layout,
            ProcessorMetrics metrics,
            ProcessorOptions options,
            CountDownLatch stopping) {
        this.published = new PublishedMarks(database);
        this.sender = new EventSender(options.bootstrapServers());
        this.publication = new Publication(database, layout, metrics, sender, published, onTopic);
        this.stopping = stopping;
        this.backoff = new Backoff(options.retryDelayMin(), options.retryDelayMax(), stopping);
        this.lookAheadWaitMillis = options.lookAheadWaitMax().toMillis();
        this.handovers = new ArrayBlockingQueue<>(options.lookAheadMax());
        this.thread = Thread.ofPlatform().name("docket-publisher").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A partition was positioned: what is committed and not published yet is published before anything newer.
    ///
    /// @param owner takes it for his from now on
    /// @param readAt [#now()] before its position was read
    /// @param ahead what the events topic has of them already; null: nothing beyond the position
    /// @return false if it has moved here since, so that the position must be read again
    boolean positioned(
            PositionSource owner, long readAt, LogPosition position, Mark mark, @Nullable PublishedAhead ahead) {
        synchronized (claims) {
            if (!claims.claim(Poll.partition(position), owner, readAt)) {
                return false;
            }
            onTopic.positioned(ahead);
            // In this order: whoever sees the new mark sees how far it is committed now.
            boolean restored = committed.positioned(position);
            Known known = published.positioned(position, mark, restored);
            if (PublishedMarks.isBehind(known.mark(), position)) {
                committed.openGap(position);
            }
            return true;
        }
    }

    /// For [#positioned].
    long now() {
        synchronized (claims) {
            return claims.now();
        }
    }

    void revoked(PositionSource owner, Collection<TopicPartition> partitions) {
        // For the next owner. Not here: a member that waits for its database while partitions are taken from it
        // sends no heartbeats, and loses the others as well.
        published.wantWritten();
        boolean _ = handovers.offer(Handover.NOTHING);
        synchronized (claims) {
            for (TopicPartition partition : partitions) {
                if (claims.release(partition, owner)) {
                    committed.revoked(partition);
                    published.revoked(partition);
                    onTopic.revoked(partition);
                }
            }
        }
    }

    /// Hands over what a batch committed. Waits while the look-ahead is full, so that events do not fall far behind;
    /// what is not taken in time is read from the event log later.
    void committed(List<LogPosition> from, List<LogPosition> to, List<LoggedRow> rows) {
        Map<TopicPartition, Known> known = new HashMap<>();
        for (LogPosition position : to) {
            Known now = published.of(Poll.partition(position));
            if (now != null) {
                known.put(Poll.partition(position), now);
            }
        }
        boolean taken = false;
        try {
            taken = handovers.offer(new Handover(from, to, known, rows), lookAheadWaitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (claims) {
            to.forEach(position -> {
                claims.moved(Poll.partition(position));
                committed.moved(position);
            });
        }
        if (!taken) {
            to.forEach(committed::openGap);
        }
    }

    private void run() {
        while (stopping.getCount() > 0 || !handovers.isEmpty()) {
            try {
                publishUntilStopped();
            } catch (RuntimeException | Error e) {
                LOG.warn("What follows from interrupted publishing failed", e);
            }
            if (Thread.currentThread().isInterrupted() || stopping.getCount() == 0) {
                break;
            }
        }
        try {
            published.write();
        } catch (SQLException e) {
            LOG.info("What was published last is not written down, and will be published again: {}", e.toString());
        }
    }

    private void publishUntilStopped() {
        while (stopping.getCount() > 0 || !handovers.isEmpty()) {
            try {
                Handover next = handovers.poll(idleMillis(), TimeUnit.MILLISECONDS);
                if (next != null) {
                    publication.publish(next);
                }
                closeGaps(next == null ? committed.owned() : committed.withGaps());
                if (published.isDue()) {
                    published.write();
                }
                backoff.reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | RuntimeException | Error e) {
                // First, and whatever fails after it: nothing is left out.
                committed.openGaps();
                LOG.warn("Publishing goes on in {} ms: {}", backoff.nextMillis(), e.toString());
                LOG.debug("Why publishing was interrupted", e);
                abandon();
                backoff.await();
                if (stopping.getCount() == 0) {
                    return;
                }
            }
        }
    }

    private void abandon() {
        published.forgetEvents();
        sender.abandon();
    }

    private long idleMillis() {
        if (committed.hasGaps()) {
            return 0;
        }
        return Math.min(IDLE_LOOK.toMillis(), published.dueWithin().toMillis());
    }

    private void closeGaps(Set<TopicPartition> partitions) throws SQLException {
        RuntimeException failure = null;
        for (TopicPartition partition : partitions) {
            try {
                closeGap(partition);
            } catch (KafkaException | PublishFailed e) {
                // A topic that cannot be written to does not hold up the others.
                failure = e;
                abandon();
            }
        }
        if (failure != null) {
            throw failure;
        }
        committed.close(this::isBehind);
    }

    private void closeGap(TopicPartition partition) throws SQLException {
        // In this order: see positioned.
        Known known = published.of(partition);
        LogPosition gap = committed.gapEnd(partition);
        LogPosition end = gap == null ? committed.end(partition) : gap;
        if (known != null && end != null && PublishedMarks.isBehind(known.mark(), end)) {
            publication.catchUp(known, end);
        }
    }

    private boolean isBehind(TopicPartition partition, LogPosition end) {
        Known known = published.of(partition);
        return known != null && PublishedMarks.isBehind(known.mark(), end);
    }

    /// Whether everything committed here is published.
    boolean isCaughtUp() {
        return handovers.isEmpty()
                && committed.owned().stream().allMatch(partition -> {
                    LogPosition end = committed.end(partition);
                    Known known = published.of(partition);
                    return end == null || (known != null && !PublishedMarks.isBehind(known.mark(), end));
                });
    }

    @Override
    public void close() {
        // Wakes it. While the queue is full it does not sleep.
        boolean _ = handovers.offer(Handover.NOTHING);
        try {
            thread.join(STOP_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }

    /// A send was not acknowledged: nothing after it counts, and publishing goes on from the last mark.
    static final class PublishFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PublishFailed(@Nullable Throwable cause) {
            super("An event was not acknowledged: " + cause, cause);
        }
    }
}
