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
import org.jspecify.annotations.Nullable;

/// What a processor has decided, many times over under other ids: rows and log as if it had gone on for long, made by
/// the database itself.
final class Multiplied {
    private static final int WORKERS = 2;
    /// Of the offsets of one copy, so that coordinates stay unique.
    private static final long OFFSETS = 10_000_000L;

    @SuppressWarnings("InlineFormatString") // beside the statements it belongs to
    private static final String EVENTS = """
            INSERT INTO docket.event_log (aggregate_type, partition, generation, index, "offset", sequence, time,
                recorded_at, digest, aggregate_id, seller_id, event_type, refusal_code, actor, command_id, traceparent, data)
            SELECT aggregate_type, partition, generation, index, "offset" - %2$d * %3$d, sequence, time,
                   '%4$s'::timestamptz, digest, '%1$s' || aggregate_id, seller_id, event_type, refusal_code, actor,
                   '%1$s' || command_id, traceparent, replace(data::text, '"orderId":"', '"orderId":"%1$s')::json
            FROM docket.event_log WHERE aggregate_type IN (1, 2) AND "offset" >= 0 AND aggregate_id NOT LIKE 'X%%'
            """;

    private static final List<String> ROWS = List.of("""
            INSERT INTO docket.vault
            SELECT seller_id, '%1$s' || code_hash, '%1$s' || supervision_id, code_masked, code_sealed, key_id, issued_at
            FROM docket.vault WHERE supervision_id NOT LIKE 'X%%'
            """, """
            INSERT INTO docket.supervision
            SELECT (jsonb_populate_record(s, jsonb_build_object('supervision_id', '%1$s' || supervision_id,
                        'order_id', '%1$s' || order_id, 'code_hash', '%1$s' || code_hash))).*
            FROM docket.supervision s WHERE supervision_id NOT LIKE 'X%%'
            """, """
            INSERT INTO docket.ticket
            SELECT (jsonb_populate_record(t, jsonb_build_object('ticket_id', '%1$s' || ticket_id))).*
            FROM docket.ticket t WHERE ticket_id NOT LIKE 'X%%'
            """, """
            INSERT INTO docket.deadline
            SELECT (jsonb_populate_record(d, jsonb_build_object('aggregate_id', '%1$s' || aggregate_id))).*
            FROM docket.deadline d WHERE aggregate_id NOT LIKE 'X%%'
            """);

    private Multiplied() {}

    /// @param copies beside what is there
    /// @param logged what of a copy is in the log, by its number
    static void by(DocketDatabase database, int copies, Logged logged) throws SQLException {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 1; i <= copies; i++) {
                int copy = i;
                done.add(workers.submit(() -> {
                    copy(database, copy, logged.at(copy));
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

    private static void copy(DocketDatabase database, int copy, @Nullable Instant recordedAt) throws SQLException {
        try (Connection connection = database.ownConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL transaction_timeout = 0; SET LOCAL synchronous_commit = off");
            String prefix = "X%04d-".formatted(copy);
            if (recordedAt != null) {
                statement.execute(EVENTS.formatted(prefix, copy, OFFSETS, recordedAt));
            }
            for (String sql : ROWS) {
                statement.execute(sql.formatted(prefix));
            }
            connection.commit();
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
