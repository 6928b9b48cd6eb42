package io.docket.gateway.position;

import io.docket.domain.AggregateType;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.LayoutReads;
import io.docket.store.read.TopicLayout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// The command topics as the processor pinned them, looked at again at most once a second.
public final class Layouts {
    private static final Logger LOG = LoggerFactory.getLogger(Layouts.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final LayoutReads reads;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile Map<String, TopicLayout> known = Map.of();

    public Layouts(LayoutReads reads) {
        this.reads = reads;
    }

    /// @throws Problem `503` before the processor has ever started
    public TopicLayout of(AggregateType type) {
        long now = System.nanoTime();
        long due = nextLookNanos.get();
        // One caller an interval looks; the others go by what was last seen, if anything was.
        boolean mine = now - due >= 0 && nextLookNanos.compareAndSet(due, now + LOOK_INTERVAL.toNanos());
        if (mine || known.isEmpty()) {
            look();
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
    private void look() {
        try {
            known = reads.layouts();
        } catch (JdbiException e) {
            LOG.warn("The topics' layouts cannot be read, the last ones known are used", e);
        }
    }
}
