package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.EventMarkTable.Mark;
import io.docket.store.batch.EventMarkTable.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How far acknowledged events reach on the events topics: told on the producer's thread, taken once all are
/// acknowledged.
final class EventMarks {
    private final Map<Place, Mark> reached = new ConcurrentHashMap<>();

    /// Of a topic that is new to this database nothing is decided: whatever lies on its events topic is ahead of it.
    static List<Mark> beginning(AggregateType type, int partitions, int eventPartitions) {
        List<Mark> marks = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            for (int other = 0; other < eventPartitions; other++) {
                if (PublishedAhead.mayLie(partition, partitions, other, eventPartitions)) {
                    marks.add(new Mark(new Place(type, partition, other), 0, null));
                }
            }
        }
        return marks;
    }

    void acknowledged(Coordinates command, int eventPartition, long offset) {
        Place place = new Place(command.type(), command.partition(), eventPartition);
        reached.merge(
                place,
                new Mark(place, offset + 1, command),
                (known, mark) -> new Mark(
                        place, Math.max(known.nextOffset(), mark.nextOffset()), furthest(known.command(), command)));
    }

    private static Coordinates furthest(@Nullable Coordinates one, Coordinates other) {
        if (one == null || one.generation() < other.generation()) {
            return other;
        }
        return one.generation() > other.generation() || one.offset() > other.offset() ? one : other;
    }

    /// Those since it was taken last.
    List<Mark> take() {
        List<Mark> taken = new ArrayList<>();
        reached.forEach((place, mark) -> {
            if (reached.remove(place, mark)) {
                taken.add(mark);
            }
        });
        return taken;
    }

    /// What was not written down is read again one day.
    void clear() {
        reached.clear();
    }
}
