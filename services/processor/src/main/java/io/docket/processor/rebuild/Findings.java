package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a fold of the log has found. For one thread at a time.
final class Findings {
    static final int EXAMPLES_MAX = 100;

    private final List<Difference> examples = new ArrayList<>();
    private final Checksums checksums;
    private long events;
    private long aggregates;
    private long differences;
    private long broken;
    private long archived;

    Findings(Map<AggregateType, Integer> partitions) {
        this.checksums = new Checksums(partitions);
    }

    void event() {
        events++;
    }

    void aggregate() {
        aggregates++;
    }

    void differ(AggregateType type, String id, String what) {
        differences++;
        if (examples.size() < EXAMPLES_MAX) {
            examples.add(new Difference(type, id, what));
        }
    }

    /// An aggregate whose events cannot be folded to their end.
    void broken(AggregateType type, String id, String what) {
        broken++;
        differ(type, id, what);
    }

    /// An aggregate whose older events are archived and not at hand.
    void archived() {
        archived++;
    }

    Checksums checksums() {
        return checksums;
    }

    void add(Findings other) {
        events += other.events;
        aggregates += other.aggregates;
        differences += other.differences;
        broken += other.broken;
        archived += other.archived;
        other.examples.stream().limit(EXAMPLES_MAX - examples.size()).forEach(examples::add);
        checksums.add(other.checksums);
    }

    FoldReport report() {
        return new FoldReport(
                events, aggregates, differences, broken, archived, List.copyOf(examples), checksums.list());
    }
}
