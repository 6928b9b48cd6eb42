package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.EventMarkTable.Mark;
import io.docket.store.batch.EventMarkTable.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How far acknowledged events reach on the events topics: told on the producer's thread, settled once all are
/// acknowledged, and then kept until they are written down.
final class EventMarks {
    private final Map<Place, Mark> reached = new ConcurrentHashMap<>();
    /// For the publisher's thread only.
    private final Map<Place, Mark> settled = new HashMap<>();

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
        reached.merge(place, new Mark(place, offset + 1, command), EventMarks::furthest);
    }

    private static Mark furthest(Mark one, Mark other) {
        return new Mark(
                one.place(),
                Math.max(one.nextOffset(), other.nextOffset()),
                isBefore(one.command(), other.command()) ? other.command() : one.command());
    }

    private static boolean isBefore(@Nullable Coordinates one, @Nullable Coordinates other) {
        if (one == null || other == null) {
            return one == null;
        }
        return one.generation() < other.generation()
                || (one.generation() == other.generation() && one.offset() < other.offset());
    }

    /// All that was sent is acknowledged.
    void settle() {
        reached.values().forEach(mark -> settled.merge(mark.place(), mark, EventMarks::furthest));
        reached.clear();
    }

    /// To be written down.
    List<Mark> settled() {
        return List.copyOf(settled.values());
    }

    void written() {
        settled.clear();
    }

    /// Something was not acknowledged: what was not settled is read again one day.
    void forget() {
        reached.clear();
    }
}
