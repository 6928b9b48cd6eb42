package io.docket.bench;

import io.docket.processor.CommandProcessor;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// What growth costs: two databases side by side, one of them with millions of supervisions, which decide the same mix
/// in
/// turns; and how long each takes to start. Arguments: million supervisions, commands per round, rounds.
final class GrowthBench {
    /// Of so many copies of the rows one has its events in the log still; the others' months are archived.
    private static final int COPIES_PER_LOGGED = 4;

    private static int prefix;

    private GrowthBench() {}

    public static void main(String[] args) throws Exception {
        double millions = args.length > 0 ? Double.parseDouble(args[0]) : 5;
        int commands = args.length > 1 ? Integer.parseInt(args[1]) : 150_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        Path directory = Files.createTempDirectory("docket-bench");
        try (Side empty = Side.start(directory.resolve("empty"));
                Side full = Side.start(directory.resolve("full"))) {
            fill(full, millions);
            double[] rates = new double[2];
            double[] starts = new double[2];
            for (int round = 0; round <= rounds; round++) {
                // In turns first and second; the first round warms up.
                for (int turn = 0; turn < 2; turn++) {
                    int which = (round + turn) % 2;
                    Measured measured = measure(which == 1 ? full : empty, commands);
                    System.out.printf(
                            "round %d, %s: started in %.2f s, %,.0f commands decided and published per second%n",
                            round, which == 1 ? "full" : "empty", measured.startSeconds(), measured.perSecond());
                    if (round > 0) {
                        rates[which] += measured.perSecond();
                        starts[which] += measured.startSeconds();
                    }
                }
            }
            System.out.printf(
                    "with %,d supervisions: %.2f of the rate with none; start in %.2f s, with none in %.2f s%n",
                    Multiplied.count(full.database(), "supervision"),
                    rates[1] / rates[0],
                    starts[1] / rounds,
                    starts[0] / rounds);
        } finally {
            RebuildBench.delete(directory);
        }
    }

    /// A database, a broker and keys.
    private record Side(Infrastructure infrastructure, DocketDatabase database, Path directory)
            implements AutoCloseable {
        static Side start(Path directory) throws Exception {
            Files.createDirectories(directory);
            Infrastructure infrastructure = Infrastructure.start(directory);
            Side side = new Side(infrastructure, infrastructure.database(), directory);
            RebuildBench.decide(infrastructure, side.database, directory);
            return side;
        }

        @Override
        public void close() {
            database.close();
            infrastructure.close();
        }
    }

    private static void fill(Side full, double millions) throws SQLException {
        long startNanos = System.nanoTime();
        long each = Multiplied.count(full.database(), "supervision");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Connection connection = full.database().connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT docket.make_month('" + today.minusMonths(1).withDayOfMonth(1) + "')");
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant lastMonth =
                today.minusMonths(1).withDayOfMonth(15).atStartOfDay().toInstant(ZoneOffset.UTC);
        Multiplied.by(
                full.database(),
                (int) Math.ceil(millions * 1e6 / each),
                copy -> copy % COPIES_PER_LOGGED != 0 ? null : copy % (2 * COPIES_PER_LOGGED) == 0 ? now : lastMonth);
        Multiplied.settle(full.database());
        System.out.printf(
                "filled with %,d supervisions, %,d deadlines, %,d events in %.0f s%n",
                Multiplied.count(full.database(), "supervision"),
                Multiplied.count(full.database(), "deadline"),
                Multiplied.count(full.database(), "event_log"),
                (System.nanoTime() - startNanos) / 1e9);
    }

    private record Measured(double startSeconds, double perSecond) {}

    /// What an instance does at its start, to the first outcome; then the rate, from the first poll to the last event.
    private static Measured measure(Side side, int commands) throws SQLException {
        Map<String, Object> admins =
                Map.of("bootstrap.servers", side.infrastructure().bootstrapServers());
        CodeKeys keys = CodeKeys.open(side.directory().resolve("keys"), true);
        long before = Spine.decided(side.database());
        Spine.feed(side.infrastructure(), CommandMix.ofEverything("G" + prefix++ + "-", keys), commands);
        long startNanos = System.nanoTime();
        DocketDatabase database = side.infrastructure().database();
        try (database;
                Admin admin = Admin.create(admins)) {
            Migrations.makeMonths(database.dataSource(), LocalDate.now(ZoneOffset.UTC));
            Spine.prepareTopics(database, admin);
            try (ProgressBoard board = Spine.board(database);
                    CommandProcessor processor = Spine.processor(
                            side.infrastructure(), database, keys, board, admin, new SimpleMeterRegistry())) {
                processor.start();
                Spine.await(() -> Spine.decided(database) > before);
                double startSeconds = (System.nanoTime() - startNanos) / 1e9;
                long atStart = Spine.decided(database) - before;
                long rateNanos = System.nanoTime();
                Spine.await(() -> Spine.decided(database) - before >= commands && processor.isPublished());
                return new Measured(startSeconds, (commands - atStart) / ((System.nanoTime() - rateNanos) / 1e9));
            }
        }
    }
}
