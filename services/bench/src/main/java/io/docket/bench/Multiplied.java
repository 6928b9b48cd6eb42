package io.docket.bench;

import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What a processor has decided, many times over under other ids: rows and log as if it had gone on for long, made by
/// the database itself.
final class Multiplied {
    private static final int WORKERS = 2;
    private static final int COPIES_BETWEEN_LINES = 50;
    /// Of the offsets of one copy, so that coordinates stay unique.
    private static final long OFFSETS = 10_000_000L;

    @SuppressWarnings("InlineFormatString") // beside the statements it belongs to
    private static final String EVENTS = """
            INSERT INTO docket.event_log (aggregate_type, partition, generation, index, "offset", sequence, time,
                recorded_at, digest, aggregate_id, seller_id, event_type, refusal_code, actor, command_id, traceparent, data)
            SELECT aggregate_type, partition, generation, index, "offset" - %2$d::bigint * %3$d, sequence, time,
                   '%4$s'::timestamptz, digest, '%1$s' || aggregate_id, seller_id, event_type, refusal_code, actor,
                   '%1$s' || command_id, traceparent, replace(data::text, '"orderId":"', '"orderId":"%1$s')::json
            FROM pg_temp.event_log
            """;

    private static final List<String> ROWS = List.of("""
            INSERT INTO docket.vault
            SELECT seller_id, '%1$s' || code_hash, '%1$s' || supervision_id, code_masked, code_sealed, key_id, issued_at
            FROM pg_temp.vault
            """, """
            INSERT INTO docket.supervision
            SELECT r.* FROM pg_temp.supervision s,
                jsonb_populate_record(s, jsonb_build_object('supervision_id', '%1$s' || supervision_id,
                    'order_id', '%1$s' || order_id, 'code_hash', '%1$s' || code_hash)) AS r
            """, """
            INSERT INTO docket.ticket
            SELECT r.* FROM pg_temp.ticket t,
                jsonb_populate_record(t, jsonb_build_object('ticket_id', '%1$s' || ticket_id)) AS r
            """, """
            INSERT INTO docket.deadline
            SELECT r.* FROM pg_temp.deadline d,
                jsonb_populate_record(d, jsonb_build_object('aggregate_id', '%1$s' || aggregate_id)) AS r
            """);

    private Multiplied() {}

    /// What is there, set aside for a worker: read from the tables themselves, each copy would read all before it.
    private static final String ASIDE = """
            CREATE TEMP TABLE event_log AS SELECT * FROM docket.event_log
                WHERE aggregate_type IN (1, 2) AND aggregate_id NOT LIKE 'X%';
            CREATE TEMP TABLE vault AS SELECT * FROM docket.vault WHERE supervision_id NOT LIKE 'X%';
            CREATE TEMP TABLE supervision AS SELECT * FROM docket.supervision WHERE supervision_id NOT LIKE 'X%';
            CREATE TEMP TABLE ticket AS SELECT * FROM docket.ticket WHERE ticket_id NOT LIKE 'X%';
            CREATE TEMP TABLE deadline AS SELECT * FROM docket.deadline WHERE aggregate_id NOT LIKE 'X%'
            """;

    /// @param copies beside what is there
    /// @param logged what of a copy is in the log, by its number
    static void by(DocketDatabase database, int copies, Logged logged) throws SQLException {
        AtomicInteger next = new AtomicInteger(1);
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                done.add(workers.submit(() -> {
                    work(database, next, copies, logged);
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException("The tables cannot be filled", e.getCause());
        }
    }

    /// When the events of a copy were recorded; null: they are not in the log any more.
    @FunctionalInterface
    interface Logged {
        @Nullable
        Instant at(int copy);
    }

    private static void work(DocketDatabase database, AtomicInteger next, int copies, Logged logged)
            throws SQLException {
        try (Connection connection = database.ownConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET transaction_timeout = 0; SET statement_timeout = 0; SET synchronous_commit = off");
            statement.execute(ASIDE);
            connection.setAutoCommit(false);
            for (int copy = next.getAndIncrement(); copy <= copies; copy = next.getAndIncrement()) {
                copy(statement, copy, logged.at(copy));
                connection.commit();
                if (copy % COPIES_BETWEEN_LINES == 0) {
                    System.out.printf("%d of %d copies%n", copy, copies);
                }
            }
        }
    }

    private static void copy(Statement statement, int copy, @Nullable Instant recordedAt) throws SQLException {
        String prefix = "X%04d-".formatted(copy);
        if (recordedAt != null) {
            statement.execute(EVENTS.formatted(prefix, copy, OFFSETS, recordedAt));
        }
        for (String sql : ROWS) {
            statement.execute(sql.formatted(prefix));
        }
    }

    /// What autovacuum would have come to.
    static void settle(DocketDatabase database) throws SQLException {
        try (Connection connection = database.ownConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            for (String table : List.of("supervision", "ticket", "deadline", "vault", "event_log")) {
                statement.execute("ANALYZE docket." + table);
            }
        }
    }

    static long count(DocketDatabase database, String table) throws SQLException {
        try (Connection connection = database.ownConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM docket." + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
