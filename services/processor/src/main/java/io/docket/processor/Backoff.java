package io.docket.processor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How long one consumer waits between tries: doubled from try to try, ended by stopping.
final class Backoff {
    private final long minMillis;
    private final long maxMillis;
    private final CountDownLatch stopping;
    private long nextMillis;
    private int locksMissed;

    Backoff(Duration min, Duration max, CountDownLatch stopping) {
        this.minMillis = min.toMillis();
        this.maxMillis = max.toMillis();
        this.stopping = stopping;
        this.nextMillis = minMillis;
    }

    long nextMillis() {
        return nextMillis;
    }

    void await() {
        try {
            if (!stopping.await(nextMillis, TimeUnit.MILLISECONDS)) {
                nextMillis = Math.min(nextMillis * 2, maxMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void reset() {
        nextMillis = minMillis;
        locksMissed = 0;
    }

    /// Counts a lock that could not be had; true from the second in a row on.
    boolean lockMissedTwice() {
        return ++locksMissed >= 2;
    }
}
