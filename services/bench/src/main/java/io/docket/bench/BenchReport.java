package io.docket.bench;

import io.docket.processor.rebuild.FoldReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The report: Markdown, with a chart beside it. Ratios are taken between figures of one run only.
final class BenchReport {
    /// In so many rounds of 400,000 the compiler still has a good part of the processors.
    private static final int COMPILING = 2;

    private final BenchOptions options;
    private final List<String> settings = new ArrayList<>();
    private final List<SpineRound> rounds = new ArrayList<>();
    private final List<Floor.Load> loads = new ArrayList<>();
    private final List<PeerBench.Run> peers = new ArrayList<>();
    private final List<DecideBenchmark.Cost> costs = new ArrayList<>();
    private Relay.@Nullable Run relay;
    private @Nullable SpineRound licences;
    private LatencyBench.@Nullable Run latency;
    private @Nullable FoldReport folded;

    BenchReport(BenchOptions options) {
        this.options = options;
    }

    void settings(List<String> lines) {
        settings.addAll(lines);
    }

    void spine(List<SpineRound> measured) {
        rounds.addAll(measured);
    }

    void floor(List<Floor.Load> measured) {
        loads.addAll(measured);
    }

    void relay(Relay.Run measured) {
        relay = measured;
    }

    void licences(SpineRound measured) {
        licences = measured;
    }

    void peers(List<PeerBench.Run> measured) {
        peers.addAll(measured);
    }

    void folded(FoldReport checked) {
        folded = checked;
    }

    void decide(List<DecideBenchmark.Cost> measured) {
        costs.addAll(measured);
    }

    void latency(LatencyBench.Run measured) {
        latency = measured;
    }

    /// @return the Markdown file
    Path write() throws IOException {
        Files.createDirectories(options.directory());
        StringBuilder text = new StringBuilder("# Docket's speed\n\n");
        machine(text);
        summary(text);
        spine(text);
        bestLoad().ifPresent(best -> text.append(new FloorReport(loads, best, warm(), relay).text()));
        peers(text);
        decide(text);
        if (latency != null) {
            text.append(LatencyReport.of(latency));
        }
        Path file = options.directory().resolve("report.md");
        Files.writeString(file, text);
        Files.writeString(options.directory().resolve("report.svg"), chart());
        return file;
    }

    private void machine(StringBuilder text) throws IOException {
        text.append("![Commands per second](report.svg)\n\n");
        Machine.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        settings.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n');
    }

    /// Warm, and nothing pending beside it.
    private List<SpineRound> warm() {
        List<SpineRound> plain =
                rounds.stream().filter(round -> !round.name().endsWith("d")).toList();
        return plain.subList(Math.min(COMPILING, plain.size() - 1), plain.size());
    }

    private double warmDecided() {
        return warm().stream()
                .mapToDouble(SpineRound::decidedPerSecond)
                .average()
                .orElse(0);
    }

    private double warmPublished() {
        return warm().stream()
                .mapToDouble(SpineRound::publishedPerSecond)
                .average()
                .orElse(0);
    }

    private Optional<Floor.Load> bestLoad() {
        return loads.stream()
                .filter(load -> !load.moves())
                .max(Comparator.comparingDouble(Floor.Load::commandsPerSecond));
    }

    /// The targets of the design, and how near this run came: for README as it stands.
    private void summary(StringBuilder text) {
        text.append("| | this run | target |\n|---|---|---|\n");
        if (!rounds.isEmpty()) {
            text.append("| decided and committed per second | %,.0f | 30,000 |%n".formatted(warmDecided()));
            text.append(
                    "| with events published, per second | %,.0f | 20,000; goal 40,000 |%n".formatted(warmPublished()));
        }
        bestLoad()
                .ifPresent(load -> text.append(
                        "| the floor: the same rows from a bare loader, commands per second | %,.0f | |%n| decided, by the floor | %.2f | 0.50 |%n"
                                .formatted(load.commandsPerSecond(), warmDecided() / load.commandsPerSecond())));
        SpineRound spine = licences;
        if (spine != null) {
            peers.forEach(run -> text.append("| licence flow: Docket by %s | %.0f× (%,.0f by %,.0f per second) | |%n"
                    .formatted(
                            run.peer(),
                            spine.publishedPerSecond() / run.perSecond(),
                            spine.publishedPerSecond(),
                            run.perSecond())));
        }
        LatencyBench.Run run = latency;
        if (run != null) {
            text.append(
                    "| answered over HTTP at %d/s: p50, p99, p99.9 | %.1f ms, %.1f ms, %.1f ms%s | 8 ms, 30 ms, – |%n"
                            .formatted(
                                    run.rate(),
                                    run.millis(50),
                                    run.millis(99),
                                    run.millis(99.9),
                                    run.rateMet() && !run.backlogGrew() ? "" : " (rate not met)"));
        }
        text.append('\n');
    }

    private void spine(StringBuilder text) {
        if (rounds.isEmpty()) {
            return;
        }
        text.append("""
                ## The spine

                Commands prepared in Kafka, timed from the first commit, whose own commands do not count, to the last, and
                until the events of all of them are published. Rounds with `d` have deadlines of other orders pending beside them.

                | round | commands | decided and committed per second | with events published | batch, mean | CPU per command: processor, PostgreSQL, broker |
                |---|---|---|---|---|---|
                """);
        rounds.forEach(round -> text.append(row(round)));
        text.append(
                "\nWarm rounds (from the third on), nothing pending, on average: %,.0f decided, %,.0f published per second.%n%n"
                        .formatted(warmDecided(), warmPublished()));
        if (folded != null) {
            text.append(
                    "Afterwards all %,d events of %,d aggregates were folded and compared with their rows: %,d differences.%n%n"
                            .formatted(folded.events(), folded.aggregates(), folded.differences()));
        }
    }

    private static String row(SpineRound round) {
        return "| %s | %,d | %,.0f | %,.0f | %,.0f | %.1f µs, %.1f µs, %.1f µs |%n"
                .formatted(
                        round.name(),
                        round.commands(),
                        round.decidedPerSecond(),
                        round.publishedPerSecond(),
                        round.batchMean(),
                        round.processorMicros(),
                        round.postgresMicros(),
                        round.brokerMicros());
    }

    private void peers(StringBuilder text) {
        SpineRound spine = licences;
        if (peers.isEmpty() || spine == null) {
            return;
        }
        text.append("""
                ## Peers

                The licence flow only: open, issue, deliver, receive, activate, proof. One transaction per record from the
                same broker on the same server, with the number of threads that suits each best. The peers are spared what
                Docket does beside: positions, the look for repeats, sealed codes, deadlines, publishing.

                | | per second | Docket is faster by | CPU per command: engine, PostgreSQL | settings |
                |---|---|---|---|---|
                """);
        text.append("| Docket, decided and committed | %,.0f | | %.1f µs, %.1f µs | |%n"
                .formatted(spine.decidedPerSecond(), spine.processorMicros(), spine.postgresMicros()));
        text.append("| Docket, events published | %,.0f | | | |%n".formatted(spine.publishedPerSecond()));
        peers.forEach(run -> text.append("| %s | %,.0f | %.0f× | %.0f µs, %.0f µs | %d threads; %s |%n"
                .formatted(
                        run.peer(),
                        run.perSecond(),
                        spine.publishedPerSecond() / run.perSecond(),
                        run.peerMicros(),
                        run.postgresMicros(),
                        run.threads(),
                        run.settings())));
        text.append('\n');
    }

    private void decide(StringBuilder text) {
        if (costs.isEmpty()) {
            return;
        }
        text.append("""
                ## A decision by itself

                JMH, two forks, five iterations of 2 s each: a licence from opening to proof, per command.

                | | ns per command |
                |---|---|
                """);
        costs.forEach(
                cost -> text.append("| %s | %,.0f ± %,.0f |%n".formatted(cost.what(), cost.nanos(), cost.error())));
        text.append('\n');
    }

    private String chart() {
        BarChart chart = new BarChart("Commands per second");
        bestLoad()
                .ifPresent(load ->
                        chart.bar("floor, %d connections".formatted(load.connections()), load.commandsPerSecond()));
        if (!rounds.isEmpty()) {
            chart.bar("decided", warmDecided());
            chart.bar("published", warmPublished());
        }
        if (licences != null) {
            chart.bar("licences, published", licences.publishedPerSecond());
        }
        peers.forEach(run -> chart.bar("licences, " + run.peer(), run.perSecond()));
        return chart.svg();
    }
}
