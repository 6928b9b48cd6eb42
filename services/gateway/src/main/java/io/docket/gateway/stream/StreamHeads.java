package io.docket.gateway.stream;

import io.docket.store.read.CommandPartition;
import io.docket.store.read.Progress;
import io.docket.store.read.ProgressReads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// How far the log is decided, looked at once an interval however many watch.
public final class StreamHeads {
    private final ProgressReads progress;
    private final long lookIntervalNanos;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile Map<CommandPartition, Progress> seen = Map.of();

    public StreamHeads(ProgressReads progress, Duration lookInterval) {
        this.progress = progress;
        this.lookIntervalNanos = lookInterval.toNanos();
    }

    /// As it is at this moment: where a stream begins.
    Map<CommandPartition, Progress> now() {
        return progress.progress();
    }

    /// As last seen, by this caller or another.
    Map<CommandPartition, Progress> seen() {
        long now = System.nanoTime();
        long due = nextLookNanos.get();
        if (now - due >= 0 && nextLookNanos.compareAndSet(due, now + lookIntervalNanos)) {
            seen = progress.progress();
        }
        return seen;
    }
}
