package io.docket.bench;

/// The report's part about waiting over HTTP.
final class LatencyReport {
    private LatencyReport() {}

    /// In Markdown.
    static String of(LatencyBench.Run run) {
        return """
                ## Waiting over HTTP

                Open loop: each command has its time to be sent and waits for its outcome (`Prefer` as by default); its time
                counts from then. Gateway and processor share a JVM of their own with 1 GiB of heap and the parallel collector; client, broker and
                database are beside it.

                | rate | answered | others | rate met, backlog steady | p50 | p99 | p99.9 | max |
                |---|---|---|---|---|---|---|---|
                | %d/s for %d s | %,d | %,d | %s (at most %d unanswered, %d at the end) | %.1f ms | %.1f ms | %.1f ms | %.1f ms |

                """.formatted(
                        run.rate(),
                        run.seconds(),
                        run.answered(),
                        run.others(),
                        run.rateMet() && !run.backlogGrew() ? "yes" : "**no**",
                        run.unansweredMax(),
                        run.unansweredAtEnd(),
                        run.millis(50),
                        run.millis(99),
                        run.millis(99.9),
                        run.micros().getMaxValue() / 1e3);
    }
}
