package io.docket.processor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a processor tells about itself; updated once per batch.
final class ProcessorMetrics {
    private final Counter decided;
    private final Counter refused;
    private final Counter repeated;
    private final Counter dead;
    private final Counter retries;
    private final Counter published;
    private final Counter elapsed;
    private final DistributionSummary batchSize;
    private final Timer batchTime;

    ProcessorMetrics(MeterRegistry registry, LayoutWatch layout) {
        decided = registry.counter("docket.commands", "outcome", "decided");
        refused = registry.counter("docket.commands", "outcome", "refused");
        repeated = registry.counter("docket.commands", "outcome", "silent");
        dead = registry.counter("docket.commands", "outcome", "dead-letter");
        retries = registry.counter("docket.batch.retries");
        published = registry.counter("docket.events.published");
        elapsed = registry.counter("docket.deadlines.sent");
        batchSize = registry.summary("docket.batch.size");
        batchTime = registry.timer("docket.batch");
        Gauge.builder("docket.topics.halted", layout, LayoutWatch::haltedTopics).register(registry);
    }

    void committed(List<Incoming> part, Batch batch, long nanos) {
        int accepted = part.size() - batch.refused() - batch.silent() - batch.dead();
        decided.increment(accepted);
        refused.increment(batch.refused());
        repeated.increment(batch.silent());
        dead.increment(batch.dead());
        batchSize.record(part.size());
        batchTime.record(nanos, TimeUnit.NANOSECONDS);
    }

    void retried() {
        retries.increment();
    }

    void published(int events) {
        published.increment(events);
    }

    void elapsed(int deadlines) {
        elapsed.increment(deadlines);
    }
}
