package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.EventMarkTable.Mark;
import io.docket.store.batch.EventMarkTable.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far acknowledged events reach on the events topics: told on the producer's thread, settled once all are
/// acknowledged, and taken to be written down.
final class EventMarks {
    private final Map<Place, Reached> reached = new HashMap<>();
    /// Most events follow one of the same place.
    private @Nullable Reached last;
    /// For the publisher's thread only.
    private final Map<Place, Mark> settled = new HashMap<>();

    /// On its way on.
    private static final class Reached {
        private final Place place;
        private long nextOffset;
        private Coordinates command;

        Reached(Place place, Coordinates command) {
            this.place = place;
            this.command = command;
        }

        boolean isOf(Coordinates at, int eventPartition) {
            return place.eventPartition() == eventPartition
                    && place.partition() == at.partition()
                    && place.type() == at.type();
        }

        void moveTo(Coordinates at, long offset) {
            nextOffset = Math.max(nextOffset, offset + 1);
            command = isBefore(command, at) ? at : command;
        }
    }

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

    synchronized void acknowledged(Coordinates command, int eventPartition, long offset) {
        Reached here = last;
        if (here == null || !here.isOf(command, eventPartition)) {
            here = reached.computeIfAbsent(
                    new Place(command.type(), command.partition(), eventPartition),
                    place -> new Reached(place, command));
            last = here;
        }
        here.moveTo(command, offset);
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
    synchronized void settle() {
        reached.values()
                .forEach(here -> settled.merge(
                        here.place, new Mark(here.place, here.nextOffset, here.command), EventMarks::furthest));
        forget();
    }

    /// Those that are settled since they were taken last. What is not written down, because the database is away or has
    /// not decided its commands, is read again one day.
    List<Mark> take() {
        List<Mark> taken = List.copyOf(settled.values());
        settled.clear();
        return taken;
    }

    /// Something was not acknowledged: what was not settled is read again one day.
    synchronized void forget() {
        reached.clear();
        last = null;
    }
}
