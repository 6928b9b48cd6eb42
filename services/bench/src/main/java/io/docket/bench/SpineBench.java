package io.docket.bench;

import io.docket.processor.CommandProcessor;
import io.docket.processor.ProjectionCheck;
import io.docket.processor.rebuild.FoldReport;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/// How many commands a second are decided and committed: the commands are prepared in Kafka, then timed from the first
/// commit, whose own commands do not count, to the last, and until the events of all of them are published.
final class SpineBench {
    private final Infrastructure infrastructure;
    private final DocketDatabase database;
    private final CodeKeys keys;
    private final Admin admin;

    SpineBench(Infrastructure infrastructure, DocketDatabase database, CodeKeys keys, Admin admin) {
        this.infrastructure = infrastructure;
        this.database = database;
        this.keys = keys;
        this.admin = admin;
    }

    /// Rounds of everything. The first is cold; from the second on each is run twice where there are deadlines, once
    /// with
    /// them pending beside it, in turns first and second.
    List<SpineRound> rounds(int rounds, int commands, int deadlines) throws SQLException {
        List<SpineRound> results = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            if (round == 1 || deadlines == 0) {
                results.add(round("" + round, commands));
                continue;
            }
            boolean emptyFirst = round % 2 == 0;
            for (boolean empty : new boolean[] {emptyFirst, !emptyFirst}) {
                PendingDeadlines.replace(database, empty ? 0 : deadlines);
                results.add(round(round + (empty ? "" : "d"), commands));
            }
        }
        PendingDeadlines.replace(database, 0);
        return results;
    }

    private SpineRound round(String name, int commands) throws SQLException {
        return measure(name, CommandMix.ofEverything(prefix(name), keys), commands);
    }

    /// Of the aggregates of a round.
    static String prefix(String round) {
        return "R" + round + "-";
    }

    /// A round of licence orders only.
    SpineRound licences(int commands) throws SQLException {
        return measure("licence", CommandMix.ofLicences(prefix("licence"), keys, CommandMix.UNDER_WAY), commands);
    }

    private SpineRound measure(String name, CommandMix mix, int commands) throws SQLException {
        Spine.feed(infrastructure, mix, commands);
        infrastructure.checkpoint();
        SpineRound round = run(name, commands);
        System.out.println(round);
        return round;
    }

    private SpineRound run(String name, int commands) throws SQLException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        long before = Spine.decided(database);
        CpuSpent cpu = CpuSpent.since(infrastructure);
        try (ProgressBoard board = Spine.board(database);
                CommandProcessor processor = Spine.processor(infrastructure, database, keys, board, admin, registry)) {
            processor.start();
            Spine.await(() -> Spine.decided(database) > before);
            long startNanos = System.nanoTime();
            long atStart = Spine.decided(database) - before;
            Spine.await(() -> Spine.decided(database) - before >= commands);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            Spine.await(processor::isPublished);
            double publishedSeconds = (System.nanoTime() - startNanos) / 1e9;
            DistributionSummary size = registry.get("docket.batch.size").summary();
            return new SpineRound(
                    name,
                    commands,
                    (commands - atStart) / seconds,
                    (commands - atStart) / publishedSeconds,
                    size.count(),
                    size.mean(),
                    size.max(),
                    cpu.jvmMicros() / commands,
                    cpu.postgresMicros() / commands,
                    cpu.brokerMicros() / commands);
        }
    }

    /// Of all rounds so far.
    double eventsPerCommand() throws SQLException {
        try (Connection connection = database.ownConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM docket.event_log")) {
            row.next();
            return row.getDouble(1) / Spine.decided(database);
        }
    }

    /// How fast the log is folded, and whether all of it is what the rows say.
    FoldReport fold() throws SQLException {
        long startNanos = System.nanoTime();
        FoldReport report = new ProjectionCheck(database, (_, _) -> {}).run();
        System.out.printf(
                "verify: %,d events of %,d aggregates folded and compared, %,.0f events per second, %,d differences%n",
                report.events(),
                report.aggregates(),
                report.events() / ((System.nanoTime() - startNanos) / 1e9),
                report.differences());
        return report;
    }
}
