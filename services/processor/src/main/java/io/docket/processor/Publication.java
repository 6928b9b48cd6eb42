package io.docket.processor;

import io.docket.domain.Coordinates;
import io.docket.processor.PublishedMarks.Known;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.EventLogTable;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.PublishedTable.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Sends committed events, those that are handed over and those that are read from the event log, and marks how far.
/// For the publisher's thread only.
final class Publication {
    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final ProcessorMetrics metrics;
    private final EventSender sender;
    private final PublishedMarks published;
    private final OnTopic onTopic;

    Publication(
            DocketDatabase database,
            LayoutWatch layout,
            ProcessorMetrics metrics,
            EventSender sender,
            PublishedMarks published,
            OnTopic onTopic) {
        this.database = database;
        this.layout = layout;
        this.metrics = metrics;
        this.sender = sender;
        this.published = published;
        this.onTopic = onTopic;
    }

    /// Publishes what a batch handed over, and before it what is missing of its partitions.
    void publish(Handover handover) throws SQLException {
        Map<TopicPartition, LogPosition> starts = new HashMap<>();
        handover.from().forEach(position -> starts.put(Poll.partition(position), position));
        List<Known> reached = new ArrayList<>();
        Map<TopicPartition, Long> skipBefore = new HashMap<>();
        for (LogPosition end : handover.to()) {
            TopicPartition partition = Poll.partition(end);
            Known known = published.of(partition);
            LogPosition start = starts.get(partition);
            if (known == null
                    || start == null
                    || !known.isSince(handover.known().get(partition))
                    || !PublishedMarks.isBehind(known.mark(), end)) {
                skipBefore.put(partition, Long.MAX_VALUE); // not ours any more, positioned anew, or published already
                continue;
            }
            if (PublishedMarks.isBehind(known.mark(), start)) {
                known = catchUp(known, start);
            }
            skipBefore.put(partition, known.mark().nextOffset());
            reached.add(known.reached(PublishedMarks.mark(end)));
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

    /// Publishes from the event log what lies between a mark and a position, and all that ended generations left.
    Known catchUp(Known from, LogPosition to) throws SQLException {
        Known known = from;
        while (known.mark().generation() < to.generation()) {
            publishPages(known, Long.MAX_VALUE);
            Mark ended = known.mark();
            known = known.reached(new Mark(ended.type(), ended.partition(), ended.generation() + 1, 0));
        }
        publishPages(known, to.nextOffset());
        Known end = known.reached(PublishedMarks.mark(to));
        acknowledge(List.of(end), 0);
        return end;
    }

    /// Publishes the events of [mark, beforeOffset) page by page; the last page is for the caller to acknowledge.
    private void publishPages(Known known, long beforeOffset) throws SQLException {
        Mark mark = known.mark();
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
            Mark reached = new Mark(mark.type(), mark.partition(), mark.generation(), from.offset());
            acknowledge(List.of(known.reached(reached)), 0);
        }
    }

    private void send(LoggedRow row) {
        Coordinates command = row.at();
        sender.send(
                row,
                layout.eventPartitions(command.type()),
                at -> published.acknowledged(command, at.partition(), at.offset()));
    }

    private void acknowledge(List<Known> reached, int events) throws SQLException {
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
}
