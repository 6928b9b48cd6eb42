package io.docket.store.progress;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.DocketDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Where one waits until commands have their outcomes (architecture.md §3, *Waiting for an answer*).
///
/// The processor of this JVM signals its waiters directly. Other JVMs' progress is seen by a look at the `progress`
/// table: after each notification, after each reconnect, and at an interval while anybody waits, because notifications
/// can be lost. Nobody waiting costs nothing; thousands waiting cost as many looks as one.
public final class ProgressBoard implements AutoCloseable {

    /// How many may wait at once.
    public static final int WAITERS_MAX = 20_000;

    static final String CHANNEL = "docket_progress";

    private final Lines lines = new Lines();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean listening = new AtomicBoolean();
    private final Lookout lookout;
    private final Listener listener;

    /// @param lookInterval how long progress stays unseen whose notification was lost
    public ProgressBoard(DocketDatabase database, Duration lookInterval) {
        this.lookout = new Lookout(database, lines, waiting, lookInterval);
        this.listener = new Listener(database, lookout);
        lookout.start();
    }

    /// By this JVM's processor, after commit.
    ///
    /// @param nextOffset everything before it has its outcome
    /// @param decided what came of the commands before it, as far as it is known
    public void advanced(AggregateType type, int generation, int partition, long nextOffset, Decided.Source decided) {
        lines.advance(type, generation, partition, nextOffset, decided);
    }

    /// Tells other JVMs, soon: once for all that is called within 5 ms. By the processor, after commit; costs next to
    /// nothing.
    public void notifyOthers() {
        lookout.wantNotify();
    }

    /// Blocks until every position has its outcome, at most this long. For virtual threads.
    ///
    /// @throws RejectedExecutionException when [#WAITERS_MAX] wait already
    public Awaited await(Collection<Coordinates> positions, Duration max) throws InterruptedException {
        return await(positions, max, new Waiter(positions.size()));
    }

    /// How a wait for one command ended.
    ///
    /// @param decided what came of it, where this JVM's processor has decided it meanwhile; null: ask the database
    public record AwaitedOne(Awaited how, @Nullable Decided decided) {}

    /// The same for one position, with what came of it where that is known here.
    public AwaitedOne await(Coordinates position, Duration max) throws InterruptedException {
        Waiter waiter = new Waiter(1);
        Awaited how = await(List.of(position), max, waiter);
        return new AwaitedOne(how, waiter.decided());
    }

    private Awaited await(Collection<Coordinates> positions, Duration max, Waiter waiter) throws InterruptedException {
        enter();
        List<Runnable> leaving = new ArrayList<>(positions.size());
        try {
            if (positions.isEmpty()) {
                return Awaited.PASSED;
            }
            for (Coordinates position : positions) {
                Line line = lines.of(position);
                if (line == null) {
                    return Awaited.UNKNOWN_GENERATION;
                }
                Line.Place place = lines.place(position, waiter);
                switch (line.take(place)) {
                    case PASSED -> waiter.onePassed();
                    case NEVER_PASSES -> waiter.neverPasses();
                    case WAITS -> leaving.add(() -> line.leave(place));
                    case WAITS_ELSEWHERE -> {
                        leaving.add(() -> line.leave(place));
                        lookout.wantLook();
                    }
                }
            }
            return waiter.await(max.toNanos());
        } finally {
            leaving.forEach(Runnable::run);
            waiting.decrementAndGet();
        }
    }

    /// How many wait now.
    public int waiting() {
        return waiting.get();
    }

    /// Positions that somebody waits for now; who has just come to wait may not have a place yet.
    int placesTaken() {
        return lines.length();
    }

    @Override
    public void close() {
        if (!listening.compareAndSet(false, true)) {
            listener.close();
        }
        lookout.close();
    }

    private void enter() {
        int before = waiting.getAndIncrement();
        if (before >= WAITERS_MAX) {
            waiting.decrementAndGet();
            throw new RejectedExecutionException("Expected fewer than " + WAITERS_MAX + " waiting for outcomes");
        }
        if (before == 0) {
            lookout.signal();
        }
        // A JVM that only processes never listens.
        if (!listening.get() && listening.compareAndSet(false, true)) {
            listener.start();
        }
    }
}
