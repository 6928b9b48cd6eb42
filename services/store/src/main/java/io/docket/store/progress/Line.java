package io.docket.store.progress;

import io.docket.domain.Coordinates;
import java.util.Comparator;
import java.util.Iterator;
import java.util.TreeSet;

/// One command partition: how far it is processed, and who waits for it to get further, nearest first. Each line has
/// its
/// own lock, and whoever advances it touches only those whom it lets go.
final class Line {

    /// A waiter's place in the line.
    ///
    /// @param ticket tells apart those who wait for the same offset; later ones are greater
    record Place(Coordinates position, long ticket, Waiter waiter) {

        private static final Comparator<Place> NEAREST_FIRST = Comparator.comparingInt(Place::generation)
                .thenComparingLong(place -> place.position().offset())
                .thenComparingLong(Place::ticket);

        int generation() {
            return position.generation();
        }

        boolean passedAt(int currentGeneration, long nextOffset) {
            return generation() == currentGeneration && position.offset() < nextOffset;
        }
    }

    private final TreeSet<Place> places = new TreeSet<>(Place.NEAREST_FIRST);
    private int generation;
    private long nextOffset;

    /// How a place is found on arrival.
    enum Arrival {
        PASSED,
        /// Of a generation before the line's.
        NEVER_PASSES,
        WAITS,
        /// Waits for a generation that the line has not been seen in: only a look can tell whether it exists.
        WAITS_ELSEWHERE
    }

    synchronized Arrival take(Place place) {
        if (place.passedAt(generation, nextOffset)) {
            return Arrival.PASSED;
        }
        if (place.generation() < generation) {
            return Arrival.NEVER_PASSES;
        }
        places.add(place);
        return place.generation() == generation ? Arrival.WAITS : Arrival.WAITS_ELSEWHERE;
    }

    synchronized void leave(Place place) {
        places.remove(place);
    }

    synchronized int length() {
        return places.size();
    }

    /// Forwards only; what is behind is no news.
    ///
    /// @param decided what came of those who wait
    synchronized void advance(int toGeneration, long toNextOffset, Decided.Source decided) {
        if (toGeneration < generation || (toGeneration == generation && toNextOffset <= nextOffset)) {
            return;
        }
        generation = toGeneration;
        nextOffset = toNextOffset;
        while (!places.isEmpty()) {
            Place nearest = places.getFirst();
            if (nearest.passedAt(generation, nextOffset)) {
                nearest.waiter().onePassed(decided.at(nearest.position()));
            } else if (nearest.generation() < generation) {
                nearest.waiter().neverPasses();
            } else {
                return;
            }
            places.removeFirst();
        }
    }

    /// Sends away those who wait for another generation than the topic's.
    ///
    /// @param beforeTicket only those who came before: later ones may know of a newer generation
    synchronized void dismissAllBut(int topicGeneration, long beforeTicket) {
        for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
            Place place = all.next();
            if (place.generation() != topicGeneration && place.ticket() < beforeTicket) {
                place.waiter().neverPasses();
                all.remove();
            }
        }
    }
}
