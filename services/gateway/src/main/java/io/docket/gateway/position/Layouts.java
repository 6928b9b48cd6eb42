package io.docket.gateway.position;

import io.docket.domain.AggregateType;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.LayoutReads;
import io.docket.store.read.TopicLayout;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// The command topics as the processor pinned them, looked at again at most once a second.
public final class Layouts {
    private static final Logger LOG = LoggerFactory.getLogger(Layouts.class);
    private static final Duration AGE_MAX = Duration.ofSeconds(1);

    private final LayoutReads reads;
    private volatile Looked last = new Looked(Map.of(), System.nanoTime() - AGE_MAX.toNanos());

    private record Looked(Map<String, TopicLayout> layouts, long atNanos) {}

    public Layouts(LayoutReads reads) {
        this.reads = reads;
    }

    /// @throws Problem `503` before the processor has ever started
    public TopicLayout of(AggregateType type) {
        Looked looked = last;
        if (looked.layouts().isEmpty() || System.nanoTime() - looked.atNanos() >= AGE_MAX.toNanos()) {
            looked = look(looked);
            last = looked;
        }
        TopicLayout layout = looked.layouts().get(type.commandTopic());
        if (layout == null) {
            throw Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "NOT_READY",
                    "Expected command topics that a processor has seen, but none has started yet",
                    Duration.ofSeconds(2));
        }
        return layout;
    }

    /// Layouts hardly ever change: without a database the last ones known do, so that commands can still be taken.
    private Looked look(Looked known) {
        try {
            return new Looked(reads.layouts(), System.nanoTime());
        } catch (JdbiException e) {
            LOG.warn("The topics' layouts cannot be read", e);
            return new Looked(known.layouts(), System.nanoTime());
        }
    }
}
