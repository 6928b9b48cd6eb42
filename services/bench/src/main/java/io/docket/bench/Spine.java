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
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/// A processor as the benchmarks run it, on commands that were put into the log before.
final class Spine {
    /// Every look is a query; more often, they would show among what is measured.
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private static final Duration BOARD_INTERVAL = Duration.ofMillis(100);
    private static final Duration ROUND_MAX = Duration.ofMinutes(5);

    private Spine() {}

    static void prepareTopics(DocketDatabase database, Admin admin) throws SQLException {
        try (Connection connection = database.connection()) {
            new Topics(admin, TopicOptions.defaults()).prepare(connection);
        }
    }

    /// Returns when all are acknowledged.
    static void feed(Infrastructure infrastructure, CommandMix mix, int commands) {
        int partitions = TopicOptions.defaults().partitions();
        CommandFeed.produce(
                infrastructure.bootstrapServers(),
                mix,
                commands,
                command -> CommandEncoder.encode(command, partitions));
    }

    static ProgressBoard board(DocketDatabase database) {
        return new ProgressBoard(database, BOARD_INTERVAL);
    }

    /// Not started yet.
    static CommandProcessor processor(
            Infrastructure infrastructure,
            DocketDatabase database,
            CodeKeys keys,
            ProgressBoard board,
            Admin admin,
            MeterRegistry registry) {
        return new CommandProcessor(
                ProcessorOptions.defaults(infrastructure.bootstrapServers()),
                TopicOptions.defaults(),
                database,
                LifecycleCompiler.compileAll(),
                keys,
                board,
                admin,
                registry,
                InstantSource.system());
    }

    /// Commands since the beginning.
    static long decided(DocketDatabase database) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(next_offset), 0) FROM docket.progress")) {
            row.next();
            return row.getLong(1);
        }
    }

    interface Condition {
        boolean holds() throws SQLException;
    }

    static void await(Condition condition) throws SQLException {
        long deadline = System.nanoTime() + ROUND_MAX.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Expected a round to end within " + ROUND_MAX);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
