package io.docket.gateway.command;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.ProgressReads;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// How much is let in: so many commands at once, and none while too many wait on the log.
public final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private final Semaphore free;
    private final ProgressReads progress;
    private final int inFlightMax;
    private final long lagMax;
    private final long lookIntervalNanos;
    private final Duration retryAfter;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile long lag;

    /// One command that is let in, until it is answered.
    interface Admitted extends AutoCloseable {
        @Override
        void close();
    }

    public Admission(GatewayProperties.Gateway limits, ProgressReads progress) {
        this.free = new Semaphore(limits.inFlightMax());
        this.progress = progress;
        this.inFlightMax = limits.inFlightMax();
        this.lagMax = limits.lagMax();
        this.lookIntervalNanos = limits.lagLookInterval().toNanos();
        this.retryAfter = limits.retryAfter();
    }

    /// @throws Problem `429` or `503`
    Admitted enter() {
        if (!free.tryAcquire()) {
            throw Problem.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected at most " + inFlightMax + " commands at once, but there are that many",
                    retryAfter);
        }
        try {
            requireNoBacklog();
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
        return free::release;
    }

    private void requireNoBacklog() {
        long now = System.nanoTime();
        long due = nextLookNanos.get();
        // One caller an interval looks; the others go by what was last seen.
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + lookIntervalNanos)) {
            look();
        }
        if (lag > lagMax) {
            throw Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "BACKLOG",
                    "Expected at most " + lagMax + " commands that wait to be decided, but " + lag + " do",
                    retryAfter);
        }
    }

    private void look() {
        try {
            lag = progress.lag().commands();
        } catch (RuntimeException e) {
            // With the database down commands are still taken: the log keeps them, and they are answered 202.
            LOG.warn("The lag cannot be seen, the last one known is {}", lag, e);
        }
    }
}
