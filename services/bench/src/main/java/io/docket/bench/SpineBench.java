package io.docket.bench;

import io.docket.contracts.CommandEncoder;
import io.docket.lifecycle.LifecycleCompiler;
import io.docket.processor.CommandProcessor;
import io.docket.processor.ProcessorOptions;
import io.docket.processor.TopicOptions;
import io.docket.processor.Topics;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// How many commands a second are decided and committed: the commands are prepared in Kafka, then timed from the first
/// poll to the last committed outcome, on a durable Postgres. Arguments: rounds, commands per round.
final class SpineBench {
    private static final Duration ROUND_MAX = Duration.ofMinutes(5);

    private SpineBench() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int commands = args.length > 1 ? Integer.parseInt(args[1]) : 400_000;
        Path directory = Files.createTempDirectory("docket-bench");
        try (Infrastructure infrastructure = Infrastructure.start(directory);
                DocketDatabase database = infrastructure.database();
                Admin admin = Admin.create(Map.of("bootstrap.servers", infrastructure.bootstrapServers()))) {
            System.out.printf(
                    "Postgres durable (fsync, full_page_writes, synchronous_commit on); %d processors; heap at most %d MiB%n",
                    Runtime.getRuntime().availableProcessors(),
                    Runtime.getRuntime().maxMemory() >> 20);
            CodeKeys keys = CodeKeys.open(directory.resolve("keys"), true);
            try (Connection connection = database.connection()) {
                new Topics(admin, TopicOptions.defaults()).prepare(connection);
            }
            for (int round = 1; round <= rounds; round++) {
                prepare(infrastructure, keys, round, commands);
                run(infrastructure, database, keys, admin, round, commands);
            }
        } finally {
            delete(directory);
        }
    }

    private static void prepare(Infrastructure infrastructure, CodeKeys keys, int round, int commands) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                infrastructure.bootstrapServers(),
                "acks",
                "all",
                "linger.ms",
                20,
                "batch.size",
                256 * 1024);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            int partitions = TopicOptions.defaults().partitions();
            new CommandMix(round, "R" + round + "-", keys).generate(commands, command -> {
                var _ = producer.send(CommandEncoder.encode(command, partitions));
            });
            producer.flush();
        }
    }

    private static void run(
            Infrastructure infrastructure, DocketDatabase database, CodeKeys keys, Admin admin, int round, int commands)
            throws SQLException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        long before = decided(database);
        Duration jvm = CpuTime.ofThisJvm();
        Duration postgres = CpuTime.ofTree(infrastructure.postgresPid());
        Duration broker = CpuTime.ofTree(infrastructure.brokerProcess().pid());
        try (ProgressBoard board = new ProgressBoard(database, Duration.ofMillis(100));
                CommandProcessor processor = new CommandProcessor(
                        ProcessorOptions.defaults(infrastructure.bootstrapServers()),
                        TopicOptions.defaults(),
                        database,
                        LifecycleCompiler.compileAll(),
                        keys,
                        board,
                        admin,
                        registry)) {
            processor.start();
            waitFor(() -> decided(database) > before);
            long startNanos = System.nanoTime();
            long atStart = decided(database) - before;
            waitFor(() -> decided(database) - before >= commands);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            waitFor(processor::isPublished);
            double publishedSeconds = (System.nanoTime() - startNanos) / 1e9;
            DistributionSummary size = registry.get("docket.batch.size").summary();
            double perCommand = 1e6 / commands;
            System.out.printf(
                    "round %d: %,d commands, %,.0f decided and committed per second, %,.0f with their events published;"
                            + " %d batches, mean %.0f, largest %.0f; CPU per command: processor %.1f us, postgres %.1f us,"
                            + " broker %.1f us%n",
                    round,
                    commands,
                    (commands - atStart) / seconds,
                    (commands - atStart) / publishedSeconds,
                    size.count(),
                    size.mean(),
                    size.max(),
                    CpuTime.ofThisJvm().minus(jvm).toNanos() / 1e9 * perCommand,
                    CpuTime.ofTree(infrastructure.postgresPid()).minus(postgres).toNanos() / 1e9 * perCommand,
                    CpuTime.ofTree(infrastructure.brokerProcess().pid())
                                    .minus(broker)
                                    .toNanos()
                            / 1e9
                            * perCommand);
        }
    }

    private static long decided(DocketDatabase database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(next_offset), 0) FROM docket.progress")) {
            row.next();
            return row.getLong(1);
        }
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void waitFor(Condition condition) throws SQLException {
        long deadline = System.nanoTime() + ROUND_MAX.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Expected a round to end within " + ROUND_MAX);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
