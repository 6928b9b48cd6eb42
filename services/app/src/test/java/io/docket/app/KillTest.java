package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.demo.Endpoints;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.EventData;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.SupervisionTable;
import io.docket.store.read.ProgressReads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Promises 1, 2 and 5 under SIGKILL: the application's JVM is killed while a load runs, five times over.
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    private static final int KILLS = 5;
    private static final int ACKNOWLEDGED_PER_LIFE = 1_500;
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration DECIDED_MAX = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    /// Below the ports that the system gives away by itself.
    private final int portOffset = 2_000 + new Random().nextInt(10_000);
    /// Partition and offset of every acknowledged command.
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    void no_acknowledged_command_is_lost_or_applied_twice() throws Exception {
        for (int life = 0; life < KILLS; life++) {
            Process docket = start(life % 2 == 0);
            try {
                Endpoints endpoints = awaitReady(docket);
                loadUntilKilled(endpoints, life, docket);
            } finally {
                docket.destroyForcibly().waitFor();
            }
        }

        Process docket = start(true);
        try {
            Endpoints endpoints = awaitReady(docket);
            try (DocketDatabase database = database(endpoints)) {
                awaitDecided(database);
                assertOneOutcomeEach(database);
                assertStatesEqualTheirFolds(database);
            }
        } finally {
            docket.destroy();
            docket.waitFor(30, TimeUnit.SECONDS);
            docket.destroyForcibly();
        }
    }

    /// @param leash whether its database ends with it, as on a system that has programs for that
    private Process start(boolean leash) throws IOException {
        Files.deleteIfExists(directory.resolve("data").resolve(Endpoints.FILE));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        // It lives for seconds: compiling it thoroughly would cost more than it brings.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Docket.class.getName(),
                        "demo",
                        "--no-data",
                        "--port-offset=" + portOffset,
                        "--data-dir=" + directory.resolve("data")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("docket.log").toFile()));
        if (!leash) {
            builder.environment().put("PATH", fewPrograms().toString());
        }
        return builder.start();
    }

    private Path fewPrograms() throws IOException {
        Path programs = directory.resolve("programs");
        if (!Files.exists(programs)) {
            Files.createDirectory(programs);
            for (String program : List.of("sh", "id", "unshare")) {
                Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
            }
        }
        return programs;
    }

    private Endpoints awaitReady(Process docket) throws IOException {
        Path file = directory.resolve("data").resolve(Endpoints.FILE);
        await(START_MAX, () -> Files.exists(file) || !docket.isAlive());
        assertThat(docket.isAlive()).as(() -> "Docket ended: " + log()).isTrue();
        return Endpoints.read(file);
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("docket.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void loadUntilKilled(Endpoints endpoints, int life, Process docket) throws InterruptedException {
        int before = acknowledged.size();
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                endpoints.kafka(),
                "acks",
                "all",
                "delivery.timeout.ms",
                5_000,
                "request.timeout.ms",
                2_000,
                "max.block.ms",
                3_000);
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        Thread load = Thread.ofPlatform().start(() -> {
            for (int order = 0; docket.isAlive(); order++) {
                for (OutgoingCommand command : story("K" + life + "-" + order)) {
                    if (!docket.isAlive()) {
                        return; // each send would wait for room
                    }
                    var _ = producer.send(CommandEncoder.encode(command, 24), (metadata, failure) -> {
                        if (failure == null) {
                            acknowledged.add(metadata.partition() + ":" + metadata.offset());
                        }
                    });
                }
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500));
            }
        });
        await(START_MAX, () -> acknowledged.size() - before >= ACKNOWLEDGED_PER_LIFE);
        docket.destroyForcibly().waitFor();
        load.join();
        producer.close(Duration.ZERO);
    }

    /// An order from opening to completion, with a refused refund and a repeat.
    private static List<OutgoingCommand> story(String order) {
        String id = order + "/1";
        OutgoingCommand receipt = command(id, "receive-code", "buyer:B-1", "{}");
        return List.of(
                command(id, "open", "platform:p", """
                        {"orderId":"%s","orderLineId":"1","buyerId":"B-1","productId":"P-1","goodsType":"LICENSE_CODE",\
                        "paidAmount":"10.00","currency":"CNY"}""".formatted(order)),
                command(id, "issue-code", "platform:p", "{}"),
                command(id, "confirm-delivery", "staff:s", "{}"),
                receipt,
                receipt,
                command(id, "request-refund", "buyer:B-1", "{\"amount\":\"10.00\"}"),
                command(id, "activate-code", "software:a", "{}"),
                command(id, "upload-proof", "staff:s", "{}"));
    }

    private static OutgoingCommand command(String id, String type, String actor, String data) {
        return new OutgoingCommand(
                AggregateType.SUPERVISION,
                type,
                type + "-" + id,
                id,
                actor,
                "S-1",
                null,
                "/test",
                null,
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }

    private static DocketDatabase database(Endpoints endpoints) throws IOException {
        String password = Files.readString(Path.of(endpoints.database().passwordFile()));
        return DocketDatabase.open(new DatabaseOptions(
                endpoints.database().jdbcUrl(), endpoints.database().user(), password, 2, "kill-test"));
    }

    private void awaitDecided(DocketDatabase database) {
        ProgressReads progress = new ProgressReads(database.jdbi());
        await(DECIDED_MAX, () -> {
            Map<Integer, Long> next = new HashMap<>();
            progress.progress().forEach((partition, reached) -> {
                if (partition.type() == AggregateType.SUPERVISION) {
                    next.put(partition.partition(), reached.nextOffset());
                }
            });
            return acknowledged.stream().allMatch(place -> {
                String[] parts = place.split(":", 2);
                return Long.parseLong(parts[1]) < next.getOrDefault(Integer.valueOf(parts[0]), 0L);
            });
        });
    }

    private void assertOneOutcomeEach(DocketDatabase database) throws SQLException {
        Map<String, Integer> outcomes = new HashMap<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT partition, "offset" FROM docket.event_log WHERE aggregate_type = 1 AND index = 0
                        UNION ALL SELECT partition, "offset" FROM docket.silent_outcome WHERE aggregate_type = 1
                        UNION ALL SELECT partition, "offset" FROM docket.dead_letter WHERE aggregate_type = 1
                        """)) {
            while (row.next()) {
                outcomes.merge(row.getInt(1) + ":" + row.getLong(2), 1, Integer::sum);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_PER_LIFE);
        assertThat(acknowledged).allSatisfy(place -> assertThat(outcomes).containsEntry(place, 1));
        assertThat(outcomes.values()).as("no record has two outcomes").containsOnly(1);
    }

    private static void assertStatesEqualTheirFolds(DocketDatabase database) throws SQLException {
        Map<String, Supervision> folded = new HashMap<>();
        Map<String, Supervision> stored = new HashMap<>();
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("""
                    SELECT aggregate_id, seller_id, event_type, time, data, sequence FROM docket.event_log
                    WHERE aggregate_type = 1 AND refusal_code IS NULL ORDER BY aggregate_id, sequence
                    """)) {
                while (row.next()) {
                    String id = row.getString(1);
                    Supervision next = SupervisionFold.apply(
                            folded.get(id),
                            id,
                            row.getString(2),
                            EventData.readSupervision(
                                    row.getString(3),
                                    row.getObject(4, OffsetDateTime.class).toInstant(),
                                    row.getString(5)));
                    assertThat(next.version())
                            .as("no gap in the sequence of " + id)
                            .isEqualTo(row.getLong(6));
                    folded.put(id, next);
                }
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT " + SupervisionTable.COLUMNS + " FROM docket.supervision")) {
                while (row.next()) {
                    Supervision state = SupervisionTable.read(row);
                    stored.put(state.id(), state);
                }
            }
        }
        assertThat(stored.keySet()).isEqualTo(folded.keySet());
        stored.forEach((id, state) -> assertThat(withoutHash(state)).isEqualTo(withoutHash(folded.get(id))));
    }

    /// The hash is the vault's; an event does not bear it.
    private static @Nullable Supervision withoutHash(@Nullable Supervision state) {
        if (state == null) {
            return null;
        }
        Supervision.Code code = state.code();
        return new Supervision(
                state.id(),
                state.sellerId(),
                state.order(),
                state.flow(),
                state.standing(),
                new Supervision.Code(
                        code.masked(), null, code.effectiveAt(), code.expiresAt(), code.heartbeatOn(), code.usageOn()),
                state.milestones(),
                state.marks(),
                state.deadlines(),
                state.version(),
                state.updatedAt());
    }

    private static void await(Duration max, BooleanSupplier condition) {
        long deadline = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("the condition holds within " + max)
                    .isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
