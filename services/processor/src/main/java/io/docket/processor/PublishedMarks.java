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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final Comparator<Mark> BY_PARTITION =
            Comparator.comparing(Mark::type).thenComparingInt(Mark::partition);

    private final DocketDatabase database;
    private final Map<TopicPartition, Known> known = new ConcurrentHashMap<>();
    private final EventMarks events = new EventMarks();
    private final Map<TopicPartition, Mark> unwritten = new ConcurrentHashMap<>();
    private volatile boolean wanted;
    private Duration spacing = SPACING;
    private long writtenNanos = System.nanoTime();
    private final AtomicLong positionings = new AtomicLong();

    /// How far an owned partition is published.
    ///
    /// @param positioning the one since which it is known: what was read from the event log before another one says
    /// nothing, for the database may have been restored in between
    record Known(Mark mark, long positioning) {
        Known reached(Mark further) {
            return new Known(further, positioning);
        }

        boolean isSince(@Nullable Known earlier) {
            return earlier != null && earlier.positioning == positioning;
        }
    }

    PublishedMarks(DocketDatabase database) {
        this.database = database;
    }

    static boolean isBehind(Mark mark, LogPosition position) {
        return isBefore(mark, mark(position));
    }

    static Mark mark(LogPosition position) {
        return new Mark(position.type(), position.partition(), position.generation(), position.nextOffset());
    }

    /// What is known of a partition that stayed here is further than what is stored, unless the database has been
    /// restored since: then what lies beyond the position was of another one.
    ///
    /// @param stored as it was written down last
    /// @param restored it was committed further here
    Known positioned(LogPosition position, Mark stored, boolean restored) {
        Mark end = mark(position);
        return known.compute(Poll.partition(position), (partition, here) -> {
            unwritten.computeIfPresent(partition, (_, mark) -> isBefore(end, mark) ? null : mark);
            if (here == null || restored || isBefore(end, here.mark())) {
                Mark certain = here == null || isBefore(end, here.mark()) ? stored : later(stored, here.mark());
                return new Known(certain, positionings.incrementAndGet());
            }
            return here.reached(later(stored, here.mark()));
        });
    }

    void revoked(TopicPartition partition) {
        known.remove(partition);
    }

    /// Of an owned partition.
    @Nullable
    Known of(TopicPartition partition) {
        return known.get(partition);
    }

    /// Told on the producer's thread.
    void acknowledged(Coordinates command, int eventPartition, long offset) {
        events.acknowledged(command, eventPartition, offset);
    }

    /// Everything before is acknowledged.
    void reached(List<Known> further) {
        events.settle();
        for (Known reached : further) {
            TopicPartition partition = commands(reached.mark());
            known.computeIfPresent(partition, (_, before) -> {
                if (!before.isSince(reached)) {
                    return before;
                }
                unwritten.merge(partition, reached.mark(), PublishedMarks::later);
                spacing = SPACING;
                return before.reached(later(before.mark(), reached.mark()));
            });
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
        // Always in this order, so that two who write cannot wait for each other.
        List<Mark> writing = unwritten.values().stream().sorted(BY_PARTITION).toList();
        // Whatever becomes of them: after a failure the database may be another one, of which they would say too much.
        List<EventMarkTable.Mark> places = events.take();
        List<Mark> undecided;
        try (Connection connection = database.batchConnection()) {
            connection.setAutoCommit(false);
            undecided = PublishedTable.advance(connection, writing);
            EventMarkTable.advance(connection, places);
            connection.commit();
        }
        // What another owner decides anew is published by him.
        writing.stream()
                .filter(mark -> !undecided.contains(mark) || !known.containsKey(commands(mark)))
                .forEach(mark -> unwritten.remove(commands(mark), mark));
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
