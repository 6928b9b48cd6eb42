package io.docket.gateway.position;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.LayoutReads;
import io.docket.store.read.TopicLayout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// The command topics as the processor pinned them, looked at again at most once a second. What is gone by is two
/// seconds
/// old at most while the database answers, also after a time in which nobody asked.
public final class Layouts {
    private static final Logger LOG = LoggerFactory.getLogger(Layouts.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final long OLD_NANOS = LOOK_INTERVAL.multipliedBy(2).toNanos();

    private final LayoutReads reads;
    private final LongSupplier nanoTime;
    private final AtomicLong nextLookNanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Map<String, TopicLayout> known = Map.of();
    private volatile long lookedNanos;

    public Layouts(LayoutReads reads) {
        this(reads, System::nanoTime);
    }

    Layouts(LayoutReads reads, LongSupplier nanoTime) {
        this.reads = reads;
        this.nanoTime = nanoTime;
        this.nextLookNanos = new AtomicLong(nanoTime.getAsLong());
        this.lookedNanos = nanoTime.getAsLong();
    }

    /// @throws Problem `503` before the processor has ever started
    public TopicLayout of(AggregateType type) {
        long now = nanoTime.getAsLong();
        long due = nextLookNanos.get();
        // One caller an interval looks; the others go by what was last seen, unless that was long ago or nothing.
        boolean mine = now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_INTERVAL.toNanos());
        if (mine || known.isEmpty() || now - lookedNanos > OLD_NANOS) {
            look(now);
        }
        TopicLayout layout = known.get(type.commandTopic());
        if (layout == null) {
            throw Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "NOT_READY",
                    "Expected command topics that a processor has seen, but none has started yet",
                    RETRY_AFTER);
        }
        return layout;
    }

    /// Layouts hardly ever change: without a database the last ones known do, so that commands can still be taken.
    private void look(long wantedNanos) {
        looking.lock();
        try {
            if (lookedNanos - wantedNanos > 0 && !known.isEmpty()) {
                return; // somebody else has looked meanwhile
            }
            long begin = nanoTime.getAsLong();
            try {
                known = reads.layouts();
            } catch (JdbiException e) {
                LOG.warn("The topics' layouts cannot be read, the last ones known are used", e);
            }
            lookedNanos = begin; // only now: while one is looking nobody may go by the old ones as by new ones
        } finally {
            looking.unlock();
        }
    }

    /// The same place in the topic's generation as it is now: where a record lies that was acknowledged while the topic
    /// was adopted.
    public Coordinates now(Coordinates at) {
        look(nanoTime.getAsLong());
        TopicLayout layout = known.get(at.type().commandTopic());
        return layout == null ? at : new Coordinates(at.type(), layout.generation(), at.partition(), at.offset());
    }
}
