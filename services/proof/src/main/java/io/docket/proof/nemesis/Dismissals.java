package io.docket.proof.nemesis;

import io.docket.proof.site.Site;
import java.time.Duration;

/// Dismisses the members of the processors' group again and again. One consumer of a processor that is held up
/// on its way to the database may have had nothing in its hands: it comes back, takes partitions, and is held up
/// only then.
final class Dismissals {
    private static final Duration SPACING = Duration.ofSeconds(20);

    private final Site site;
    private long nextNanos = System.nanoTime();

    Dismissals(Site site) {
        this.site = site;
    }

    /// If the last one was long enough ago for the others to take over.
    void again() {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + SPACING.toNanos();
            site.dismissMembers();
        }
    }
}
