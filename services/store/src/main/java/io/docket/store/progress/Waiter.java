package io.docket.store.progress;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Someone who waits for one or several positions.
final class Waiter {

    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Awaited> result = new AtomicReference<>(Awaited.TIMED_OUT);
    private final AtomicInteger missing;
    private volatile @Nullable Decided decided;

    Waiter(int positions) {
        this.missing = new AtomicInteger(positions);
    }

    /// @param outcome of that position; null: it must be asked for
    void onePassed(@Nullable Decided outcome) {
        decided = outcome;
        onePassed();
    }

    void onePassed() {
        if (missing.decrementAndGet() == 0) {
            end(Awaited.PASSED);
        }
    }

    void neverPasses() {
        end(Awaited.UNKNOWN_GENERATION);
    }

    Awaited await(long nanos) throws InterruptedException {
        // Who has ended at the last moment is told so, hence no look at whether it was in time.
        var _ = ended.await(nanos, TimeUnit.NANOSECONDS);
        return result.get();
    }

    /// What came of the position that was passed last.
    @Nullable
    Decided decided() {
        return decided;
    }

    private void end(Awaited how) {
        if (result.compareAndSet(Awaited.TIMED_OUT, how)) {
            ended.countDown();
        }
    }
}
