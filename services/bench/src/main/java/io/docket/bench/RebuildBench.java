package io.docket.bench;

import io.docket.processor.CommandProcessor;
import io.docket.processor.ProjectionCheck;
import io.docket.processor.rebuild.FoldReport;
import io.docket.processor.rebuild.Rebuild;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// How many events a second `verify` and `rebuild` fold, beside the floor: reading the same rows by plain `COPY`, on
/// one
/// connection. Arguments: million events, rounds.
final class RebuildBench {
    private static final int DECIDED = 40_000;

    private RebuildBench() {}

    public static void main(String[] args) throws Exception {
        double millions = args.length > 0 ? Double.parseDouble(args[0]) : 2;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path directory = Files.createTempDirectory("docket-bench");
        try (Infrastructure infrastructure = Infrastructure.start(directory);
                DocketDatabase database = infrastructure.database()) {
            decide(infrastructure, database, directory);
            int copies = (int) Math.ceil(millions * 1e6 / Multiplied.count(database, "event_log"));
            Multiplied.by(database, copies, _ -> Instant.now());
            Multiplied.settle(database);
            for (int round = 1; round <= rounds; round++) {
                double floor = floor(database);
                double verify = verify(infrastructure, database);
                double rebuild = rebuild(infrastructure, database);
                System.out.printf(
                        "round %d: %,.0f events per second read by COPY (floor), %,.0f verified (%.2f), %,.0f rebuilt"
                                + " (%.2f), whole commands, indexes and switch included%n",
                        round, floor, verify, verify / floor, rebuild, rebuild / floor);
            }
        } finally {
            delete(directory);
        }
    }

    /// A mix of orders and tickets, as the processor decides them.
    static void decide(Infrastructure infrastructure, DocketDatabase database, Path directory) throws SQLException {
        CodeKeys keys = CodeKeys.open(directory.resolve("keys"), true);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
            Spine.prepareTopics(database, admin);
            Spine.feed(infrastructure, CommandMix.ofEverything("F-", keys), DECIDED);
            try (ProgressBoard board = Spine.board(database);
                    CommandProcessor processor =
                            Spine.processor(infrastructure, database, keys, board, admin, new SimpleMeterRegistry())) {
                processor.start();
                Spine.await(() -> Spine.decided(database) >= DECIDED && processor.isPublished());
            }
        }
    }

    private static double floor(DocketDatabase database) throws SQLException {
        try (Connection connection = database.ownConnection()) {
            long startNanos = System.nanoTime();
            CopyOut copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY (SELECT aggregate_id, seller_id, sequence, event_type, time, data"
                            + " FROM docket.event_log WHERE refusal_code IS NULL) TO STDOUT (FORMAT binary)");
            long rows = 0;
            while (copy.readFromCopy() != null) {
                rows++;
            }
            return rows / ((System.nanoTime() - startNanos) / 1e9);
        }
    }

    private static double verify(Infrastructure infrastructure, DocketDatabase database) throws SQLException {
        Cpu cpu = Cpu.now(infrastructure);
        long startNanos = System.nanoTime();
        FoldReport report = new ProjectionCheck(database, (_, _) -> {}).run();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        require(report);
        System.out.printf(
                "verify: %,d events of %,d aggregates in %.1f s; %s%n",
                report.events(), report.aggregates(), seconds, cpu.since(infrastructure, report.events()));
        return report.events() / seconds;
    }

    private static double rebuild(Infrastructure infrastructure, DocketDatabase database) throws SQLException {
        Cpu cpu = Cpu.now(infrastructure);
        long startNanos = System.nanoTime();
        Rebuild.Result result = new Rebuild(database, null, new Timed(), Duration.ofMinutes(1)).run(true);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        if (result == null) {
            throw new IllegalStateException("Expected no other rebuild");
        }
        require(result.report());
        System.out.printf(
                "rebuild: %,d events of %,d aggregates in %.1f s, switched in %d ms; %s%n",
                result.report().events(),
                result.report().aggregates(),
                seconds,
                result.pause().toMillis(),
                cpu.since(infrastructure, result.report().events()));
        return result.report().events() / seconds;
    }

    /// What was spent till now.
    private record Cpu(Duration jvm, Duration postgres) {
        static Cpu now(Infrastructure infrastructure) {
            return new Cpu(CpuTime.ofThisJvm(), CpuTime.ofTree(infrastructure.postgresPid()));
        }

        String since(Infrastructure infrastructure, long events) {
            Cpu now = now(infrastructure);
            double jvmMicros = now.jvm.minus(jvm).toNanos() / 1e3 / events;
            double postgresMicros = now.postgres.minus(postgres).toNanos() / 1e3 / events;
            return String.format(
                    "CPU per event: JVM %.2f us, Postgres %.2f us: at most %,.0f events per second on two cores",
                    jvmMicros, postgresMicros, 2e6 / (jvmMicros + postgresMicros));
        }
    }

    private static void require(FoldReport report) {
        if (report.differences() > 0) {
            throw new IllegalStateException("Expected rows that are what the log says, but " + report);
        }
    }

    /// Says when each step began.
    private static final class Timed implements Rebuild.Steps {
        private final long startNanos = System.nanoTime();

        @Override
        public void step(String what) {
            System.out.printf("  %5.1f s: %s%n", (System.nanoTime() - startNanos) / 1e9, what);
        }

        @Override
        public void compared(FoldReport report) {}

        @Override
        public void at(long reached, long end) {}
    }

    static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
