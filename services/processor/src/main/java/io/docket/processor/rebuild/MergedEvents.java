package io.docket.processor.rebuild;

import io.docket.store.projection.EventStream;
import io.docket.store.projection.FoldEvent;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Events of the log and of its archives in one order, each once: openings and the history of what woke while it was
/// archived are in both.
final class MergedEvents implements EventStream {
    private static final Comparator<Head> ORDER = Comparator.comparing(
                    (Head head) -> head.event.key(), Arrays::compareUnsigned)
            .thenComparingLong(head -> head.event.sequence());

    private final List<EventStream> streams;
    private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
    private @Nullable FoldEvent last;

    private record Head(FoldEvent event, EventStream from) {}

    MergedEvents(List<EventStream> streams) throws SQLException {
        this.streams = List.copyOf(streams);
        for (EventStream stream : streams) {
            advance(stream);
        }
    }

    private void advance(EventStream stream) throws SQLException {
        FoldEvent event = stream.next();
        if (event != null) {
            heads.add(new Head(event, stream));
        }
    }

    @Override
    public @Nullable FoldEvent next() throws SQLException {
        FoldEvent before = last;
        for (Head head = heads.poll(); head != null; head = heads.poll()) {
            advance(head.from);
            FoldEvent event = head.event;
            if (before == null || !Arrays.equals(before.key(), event.key())) {
                last = event;
                return event;
            }
            if (before.sequence() != event.sequence()) {
                // The same array for the same aggregate, whichever stream it comes from.
                last = new FoldEvent(
                        before.key(),
                        before.aggregateId(),
                        event.sellerId(),
                        event.sequence(),
                        event.type(),
                        event.time(),
                        event.data());
                return last;
            }
        }
        return null;
    }

    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        for (EventStream stream : streams) {
            try {
                stream.close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
