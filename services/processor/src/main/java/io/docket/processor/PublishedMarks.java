package io.docket.processor;

import io.docket.domain.Coordinates;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.EventMarkTable;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.PublishedTable;
import io.docket.store.batch.PublishedTable.Mark;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// How far the events of each owned partition are published, known at once and written down soon. Only the publisher's
/// thread moves it on and writes it.
final class PublishedMarks {
    /// However many batches are published, how far is written down no more often. If the processor is killed
    /// meanwhile, whoever goes on publishes again what the marks leave out.
    private static final Duration SPACING = Duration.ofMillis(50);

    /// What is published and not decided in a database that was restored meanwhile is written down once it is.
    private static final Duration UNDECIDED_SPACING = Duration.ofMillis(500);

    private final DocketDatabase database;
    private final Map<TopicPartition, Mark> known = new ConcurrentHashMap<>();
    private final EventMarks events = new EventMarks();
    private final Map<TopicPartition, Mark> unwritten = new ConcurrentHashMap<>();
    private volatile boolean wanted;
    private Duration spacing = SPACING;
    private long writtenNanos = System.nanoTime();

    PublishedMarks(DocketDatabase database) {
        this.database = database;
    }

    static boolean isBehind(Mark mark, LogPosition position) {
        return isBefore(mark, mark(position));
    }

    static Mark mark(LogPosition position) {
        return new Mark(position.type(), position.partition(), position.generation(), position.nextOffset());
    }

    /// What is known of a partition that stayed here is further than what is stored; but what lies beyond its position
    /// was of a database that has been restored since.
    ///
    /// @param stored as it was written down last
    void positioned(LogPosition position, Mark stored) {
        known.compute(Poll.partition(position), (partition, here) -> {
            boolean lost = here != null && isBefore(mark(position), here);
            if (lost) {
                unwritten.remove(partition);
            }
            return here == null || lost ? stored : later(stored, here);
        });
    }

    void revoked(TopicPartition partition) {
        known.remove(partition);
    }

    /// Of an owned partition.
    @Nullable
    Mark of(TopicPartition partition) {
        return known.get(partition);
    }

    /// Told on the producer's thread.
    void acknowledged(Coordinates command, int eventPartition, long offset) {
        events.acknowledged(command, eventPartition, offset);
    }

    /// Everything before is acknowledged.
    void reached(List<Mark> marks) {
        events.settle();
        for (Mark mark : marks) {
            TopicPartition partition = commands(mark);
            unwritten.merge(partition, mark, PublishedMarks::later);
            spacing = SPACING;
            known.computeIfPresent(partition, (_, before) -> later(before, mark));
        }
    }

    /// What was not acknowledged may be sent again, to other places.
    void forgetEvents() {
        events.forget();
    }

    /// Somebody else goes by them now.
    void wantWritten() {
        wanted = true;
    }

    boolean isDue() {
        return wanted || (!unwritten.isEmpty() && System.nanoTime() - writtenNanos >= spacing.toNanos());
    }

    /// How long at most until there is something to write; long where there is nothing.
    Duration dueWithin() {
        return unwritten.isEmpty() ? Duration.ofDays(1) : spacing;
    }

    void write() throws SQLException {
        wanted = false;
        if (unwritten.isEmpty()) {
            return;
        }
        List<Mark> writing = List.copyOf(unwritten.values());
        List<Mark> undecided;
        try (Connection connection = database.batchConnection()) {
            connection.setAutoCommit(false);
            PublishedTable.letCrashTakeMarks(connection);
            undecided = PublishedTable.advance(connection, writing);
            EventMarkTable.advance(connection, events.settled());
            connection.commit();
        }
        writing.stream()
                .filter(mark -> !undecided.contains(mark))
                .forEach(mark -> unwritten.remove(commands(mark), mark));
        events.written();
        spacing = undecided.isEmpty() ? SPACING : UNDECIDED_SPACING;
        writtenNanos = System.nanoTime();
    }

    private static TopicPartition commands(Mark mark) {
        return new TopicPartition(mark.type().commandTopic(), mark.partition());
    }

    private static Mark later(Mark one, Mark other) {
        return isBefore(one, other) ? other : one;
    }

    private static boolean isBefore(Mark one, Mark other) {
        return one.generation() < other.generation()
                || (one.generation() == other.generation() && one.nextOffset() < other.nextOffset());
    }
}
