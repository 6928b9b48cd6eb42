package io.docket.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The report's part about the floor, and how much of it could be reached at all.
///
/// @param best of the loads
/// @param warm rounds of the spine
/// @param relay what the log alone costs; null: not measured
record FloorReport(List<Floor.Load> loads, Floor.Load best, List<SpineRound> warm, Relay.@Nullable Run relay) {
    private static final double WANTED = 0.5;

    /// In Markdown.
    String text() {
        StringBuilder text = new StringBuilder("""
                ## The floor

                The rows that the spine left for the commands of its last round, copied by a bare loader into empty tables
                with the same indexes on the same server, in the same batches, progress moved in each. A command's rows are
                its events, its silent outcome, and its share of states, codes and deadlines: all rows of the round are
                loaded, so commands per second is the round's commands by the time that took. Each state is written once, as
                it stands at the end; *moved as often* writes it as many times as the spine did.

                | connections | states | commands per second | rows per second | PostgreSQL's CPU per command |
                |---|---|---|---|---|
                """);
        loads.forEach(load -> text.append("| %d | %s | %,.0f | %,.0f | %.1f µs |%n"
                .formatted(
                        load.connections(),
                        load.moves() ? "moved as often" : "as they stand",
                        load.commandsPerSecond(),
                        load.rowsPerSecond(),
                        load.postgresMicros())));
        text.append("%nSpine by floor: **%.2f** decided, **%.2f** published.%n"
                .formatted(
                        average(SpineRound::decidedPerSecond) / best.commandsPerSecond(),
                        average(SpineRound::publishedPerSecond) / best.commandsPerSecond()));
        loads.stream()
                .filter(Floor.Load::moves)
                .forEach(load -> text.append("By the floor with states moved as often: %.2f decided, %.2f published.%n"
                        .formatted(
                                average(SpineRound::decidedPerSecond) / load.commandsPerSecond(),
                                average(SpineRound::publishedPerSecond) / load.commandsPerSecond())));
        text.append('\n');
        if (relay != null) {
            text.append(budget(relay));
        }
        return text.toString();
    }

    /// CPU per command: what half of the floor would leave, and what goes where.
    private String budget(Relay.Run log) {
        int processors = Runtime.getRuntime().availableProcessors();
        double allowed = processors * 1e6 / (WANTED * best.commandsPerSecond());
        double spent = average(SpineRound::processorMicros)
                + average(SpineRound::postgresMicros)
                + average(SpineRound::brokerMicros);
        return """
                ### What the log alone costs

                Commands of the same mix read as the spine reads them, and %.2f of its events sent for each, %,.0f commands
                per second: nothing is decided and nothing kept. Whoever reads and publishes with Kafka's clients pays this
                beside the rows.

                | CPU per command | half of the floor | the spine |
                |---|---|---|
                | of %d processors at that rate | %.1f µs | %.1f µs |
                | the bare rows | %.1f µs | %.1f µs |
                | the log alone: clients %.1f µs, broker %.1f µs | %.1f µs | %.1f µs |
                | left for decoding, looking up, deciding, encoding, moving states, collecting | %.1f µs | %.1f µs |

                """.formatted(
                        log.eventsPerCommand(),
                        log.perSecond(),
                        processors,
                        allowed,
                        spent,
                        best.postgresMicros(),
                        best.postgresMicros(),
                        log.jvmMicros(),
                        log.brokerMicros(),
                        log.micros(),
                        log.micros(),
                        allowed - best.postgresMicros() - log.micros(),
                        spent - best.postgresMicros() - log.micros());
    }

    private double average(ToDoubleFunction<SpineRound> figure) {
        return warm.stream().mapToDouble(figure).average().orElse(0);
    }
}
