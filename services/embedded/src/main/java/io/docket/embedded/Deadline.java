package io.docket.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// When waiting for another process ends. There is nothing to be told by, so it is looked at again and again.
///
/// @param nanoTime on [System#nanoTime()]'s clock
record Deadline(long nanoTime) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean hasPassed() {
        return System.nanoTime() - nanoTime >= 0;
    }

    /// A moment, until it is worth looking again.
    static void pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
}
