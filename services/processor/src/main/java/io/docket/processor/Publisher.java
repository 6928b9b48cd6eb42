package io.docket.processor;

import io.docket.domain.Coordinates;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.EventLogTable;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.PublishedTable.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final ProcessorMetrics metrics;
    private final EventSender sender;
    private final Backoff backoff;
    private final CountDownLatch stopping;
    private final long lookAheadWaitMillis;
    private final BlockingQueue<Handover> handovers;
    /// Owned partitions and how far they are committed.
    private final Map<TopicPartition, LogPosition> committed = new ConcurrentHashMap<>();
    /// How far they are published.
    private final PublishedMarks published;
    /// Up to where what nobody hands over must be read from the event log, before anything newer.
    private final Map<TopicPartition, LogPosition> gaps = new ConcurrentHashMap<>();
    private final OnTopic onTopic = new OnTopic();
    private final Thread thread;

    private record Handover(List<LogPosition> from, List<LogPosition> to, List<LoggedRow> rows) {
        static final Handover NOTHING = new Handover(List.of(), List.of(), List.of());
    }

    Publisher(
            DocketDatabase database,
            LayoutWatch layout,
            ProcessorMetrics metrics,
            ProcessorOptions options,
            CountDownLatch stopping) {
        this.database = database;
        this.published = new PublishedMarks(database);
        this.layout = layout;
        this.metrics = metrics;
        this.stopping = stopping;
        this.sender = new EventSender(options.bootstrapServers());
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
    /// @param ahead what the events topic has of them already; null: nothing beyond the position
    void positioned(LogPosition position, Mark mark, @Nullable PublishedAhead ahead) {
        TopicPartition partition = Poll.partition(position);
        onTopic.positioned(ahead);
        published.positioned(position, mark);
        committed.put(partition, position);
        Mark known = published.of(partition);
        if (known != null && PublishedMarks.isBehind(known, position)) {
            gaps.put(partition, position);
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        // For the next owner. Not here: a member that waits for its database while partitions are taken from it
        // sends no heartbeats, and loses the others as well.
        published.wantWritten();
        boolean _ = handovers.offer(Handover.NOTHING);
        partitions.forEach(partition -> {
            committed.remove(partition);
            published.revoked(partition);
            gaps.remove(partition);
            onTopic.revoked(partition);
        });
    }

    /// Hands over what a batch committed. Waits while the look-ahead is full, so that events do not fall far behind;
    /// what is not taken in time is read from the event log later.
    void committed(List<LogPosition> from, List<LogPosition> to, List<LoggedRow> rows) {
        try {
            if (!handovers.offer(new Handover(from, to, rows), lookAheadWaitMillis, TimeUnit.MILLISECONDS)) {
                to.forEach(position -> gaps.put(Poll.partition(position), position));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        to.forEach(position -> committed.computeIfPresent(Poll.partition(position), (_, _) -> position));
    }

    private void run() {
        publishUntilStopped();
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
                    publish(next);
                }
                closeGaps(next == null ? committed : gaps);
                if (published.isDue()) {
                    published.write();
                }
                backoff.reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("Publishing goes on in {} ms: {}", backoff.nextMillis(), e.toString());
                LOG.debug("Why publishing was interrupted", e);
                sender.abandon();
                published.forgetEvents();
                gaps.putAll(committed);
                backoff.await();
                if (stopping.getCount() == 0) {
                    return;
                }
            }
        }
    }

    private long idleMillis() {
        if (!gaps.isEmpty()) {
            return 0;
        }
        return Math.min(IDLE_LOOK.toMillis(), published.dueWithin().toMillis());
    }

    private void publish(Handover handover) throws SQLException {
        Map<TopicPartition, LogPosition> starts = new HashMap<>();
        handover.from().forEach(position -> starts.put(Poll.partition(position), position));
        List<Mark> reached = new ArrayList<>();
        Map<TopicPartition, Long> skipBefore = new HashMap<>();
        for (LogPosition end : handover.to()) {
            TopicPartition partition = Poll.partition(end);
            Mark mark = published.of(partition);
            LogPosition start = starts.get(partition);
            if (mark == null || start == null || !PublishedMarks.isBehind(mark, end)) {
                skipBefore.put(partition, Long.MAX_VALUE); // not ours any more, or published already
                continue;
            }
            if (PublishedMarks.isBehind(mark, start)) {
                mark = catchUp(mark, start);
            }
            skipBefore.put(partition, mark.nextOffset());
            reached.add(PublishedMarks.mark(end));
        }
        int sent = 0;
        Coordinates last = null;
        long from = Long.MAX_VALUE;
        for (LoggedRow row : handover.rows()) {
            if (last == null || !isSamePartition(last, row.at())) {
                last = row.at();
                from = skipBefore.getOrDefault(partition(last), Long.MAX_VALUE);
            }
            if (row.at().offset() >= from && onTopic.lacks(row)) {
                send(row);
                sent++;
            }
        }
        acknowledge(reached, sent);
    }

    private void closeGaps(Map<TopicPartition, LogPosition> ends) throws SQLException {
        for (Map.Entry<TopicPartition, LogPosition> open : ends.entrySet()) {
            Mark mark = published.of(open.getKey());
            if (mark != null && PublishedMarks.isBehind(mark, open.getValue())) {
                catchUp(mark, open.getValue());
            }
        }
        gaps.entrySet().removeIf(gap -> {
            Mark mark = published.of(gap.getKey());
            return mark == null || !PublishedMarks.isBehind(mark, gap.getValue());
        });
    }

    /// Publishes from the event log what lies between a mark and a position, and all that ended generations left.
    private Mark catchUp(Mark from, LogPosition to) throws SQLException {
        Mark mark = from;
        while (mark.generation() < to.generation()) {
            publishPages(mark, Long.MAX_VALUE);
            mark = new Mark(mark.type(), mark.partition(), mark.generation() + 1, 0);
        }
        publishPages(mark, to.nextOffset());
        Mark end = PublishedMarks.mark(to);
        acknowledge(List.of(end), 0);
        return end;
    }

    /// Publishes the events of [mark, beforeOffset) page by page; the last page is for the caller to acknowledge.
    private void publishPages(Mark mark, long beforeOffset) throws SQLException {
        Coordinates from = new Coordinates(mark.type(), mark.generation(), mark.partition(), mark.nextOffset());
        int fromIndex = 0;
        while (true) {
            List<LoggedRow> page;
            try (Connection connection = database.connection()) {
                page = EventLogTable.page(connection, from, fromIndex, beforeOffset);
            }
            page.stream().filter(onTopic::lacks).forEach(this::send);
            metrics.published(page.size());
            if (page.size() < EventLogTable.PAGE_MAX) {
                return;
            }
            LoggedRow end = page.getLast();
            from = end.at();
            fromIndex = end.index() + 1;
            acknowledge(List.of(new Mark(mark.type(), mark.partition(), mark.generation(), from.offset())), 0);
        }
    }

    private void send(LoggedRow row) {
        Coordinates command = row.at();
        sender.send(
                row,
                layout.eventPartitions(command.type()),
                at -> published.acknowledged(command, at.partition(), at.offset()));
    }

    private void acknowledge(List<Mark> reached, int events) throws SQLException {
        sender.flush();
        published.reached(reached);
        metrics.published(events);
        if (published.isDue()) {
            published.write();
        }
    }

    private static boolean isSamePartition(Coordinates one, Coordinates other) {
        return one.type() == other.type() && one.partition() == other.partition();
    }

    private static TopicPartition partition(Coordinates at) {
        return new TopicPartition(at.type().commandTopic(), at.partition());
    }

    /// Whether everything committed here is published.
    boolean isCaughtUp() {
        return handovers.isEmpty()
                && committed.entrySet().stream().allMatch(owned -> {
                    Mark mark = published.of(owned.getKey());
                    return mark != null && !PublishedMarks.isBehind(mark, owned.getValue());
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
