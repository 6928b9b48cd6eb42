package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.demo.Endpoints;
import io.docket.store.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/// The shared demo's database as it would be had half of it happened in March and April 2026: a copy for each test that
/// archives or breaks something, on the demo's own server. No instance runs on it.
final class AgedCopy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ORIGINAL = "docket_aged";
    private static final List<String> COPIED = List.of(
            "progress",
            "published",
            "event_log",
            "silent_outcome",
            "supervision",
            "ticket",
            "product",
            "seller",
            "deadline",
            "vault");

    private static final RunningDocket DOCKET = RunningDocket.shared();
    private static boolean made;

    private final String name;
    private final Path endpoints;

    private AgedCopy(String name, Path endpoints) {
        this.name = name;
        this.endpoints = endpoints;
    }

    /// @param directory where its `endpoints.json` goes
    static AgedCopy in(Path directory) throws SQLException, IOException {
        makeOriginal();
        String name = "docket_" + UUID.randomUUID().toString().substring(0, 8);
        execute("postgres", "CREATE DATABASE " + name + " OWNER docket_owner TEMPLATE " + ORIGINAL);
        Endpoints live = DOCKET.endpoints();
        Path file = Files.createDirectories(directory).resolve(Endpoints.FILE);
        new Endpoints(
                        live.http(),
                        live.kafka(),
                        new Endpoints.Database(
                                DOCKET.postgres().jdbcUrl(name),
                                live.database().user(),
                                live.database().passwordFile()),
                        live.reporting(),
                        live.keysDir(),
                        live.pid())
                .write(file);
        return new AgedCopy(name, file);
    }

    private static synchronized void makeOriginal() throws SQLException {
        if (made) {
            return;
        }
        String order = "A" + UUID.randomUUID().toString().substring(0, 12);
        for (int time = 0; time < 2; time++) {
            // The second is a repeat: an outcome that no event tells of.
            assertThat(DOCKET.post("platform", "/supervisions", """
                    {"sellerId":"S-1","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",
                    "goodsType":"LICENSE_CODE","paidAmount":"12.00","currency":"CNY"}""".formatted(order), order)
                            .status())
                    .isEqualTo(201);
        }
        execute(
                "postgres",
                "CREATE DATABASE " + ORIGINAL + " OWNER docket_owner TEMPLATE template0 ENCODING 'UTF8'"
                        + " LOCALE_PROVIDER builtin LOCALE 'C.UTF-8'");
        PGSimpleDataSource owner = superuser(ORIGINAL);
        owner.setOptions("-c role=docket_owner");
        Migrations.migrate(owner);
        awaitPublished();
        copy();
        execute(ORIGINAL, "SELECT docket.make_month('2026-03-01'), docket.make_month('2026-04-01')");
        // Half of the aggregates rest since; of some others only the beginning is old.
        execute(ORIGINAL, """
                UPDATE docket.event_log
                SET recorded_at = '2026-03-20'::timestamptz + least(sequence, 10) * interval '3 days'
                WHERE aggregate_type IN (1, 2)
                  AND (hashtext(aggregate_id) % 2 = 0 OR hashtext(aggregate_id) % 4 = 1 AND sequence = 1)
                """);
        execute(
                ORIGINAL,
                "UPDATE docket.silent_outcome SET recorded_at = '2026-04-02' WHERE aggregate_id = '" + order + "/1'");
        made = true;
    }

    /// Otherwise nothing may be archived.
    private static void awaitPublished() throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!texts(Migrations.DATABASE, """
                SELECT 1 FROM docket.published u JOIN docket.event_log e
                  ON e.partition = u.partition AND e.aggregate_type = u.aggregate_type
                      AND (e.generation, e."offset") >= (u.generation, u.next_offset) LIMIT 1
                """).isEmpty()) {
            assertThat(System.nanoTime()).as("everything is published").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// All rows as they are at one instant.
    private static void copy() throws SQLException {
        try (Connection from = superuser(Migrations.DATABASE).getConnection();
                Connection to = superuser(ORIGINAL).getConnection();
                Statement read = from.createStatement();
                Statement settings = to.createStatement()) {
            from.setAutoCommit(false);
            from.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            settings.execute("SET timezone = 'UTC'");
            for (String table : COPIED) {
                try (ResultSet row = read.executeQuery(
                                "SELECT coalesce(json_agg(t), '[]')::text FROM docket." + table + " t");
                        PreparedStatement write = to.prepareStatement("INSERT INTO docket." + table
                                + " SELECT * FROM json_populate_recordset(NULL::docket." + table + ", ?::json)")) {
                    row.next();
                    write.setString(1, row.getString(1));
                    write.executeUpdate();
                }
            }
        }
    }

    Path endpoints() {
        return endpoints;
    }

    /// As the server's superuser.
    Connection connect() throws SQLException {
        return superuser(name).getConnection();
    }

    void execute(String sql) throws SQLException {
        execute(name, sql);
    }

    List<String> texts(String sql) throws SQLException {
        return texts(name, sql);
    }

    /// Returns when no session of a command's is left: the server notices within some seconds that a client is gone.
    void awaitNobody() throws SQLException {
        awaitNobody(name);
    }

    static void awaitNobody(String database) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!texts(
                        "postgres",
                        "SELECT application_name FROM pg_stat_activity WHERE datname = '" + database
                                + "' AND application_name IN ('docket-command', 'docket-rebuild', 'docket-archive')")
                .isEmpty()) {
            assertThat(System.nanoTime())
                    .as("the killed command's sessions end")
                    .isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static PGSimpleDataSource superuser(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(DOCKET.postgres().jdbcUrl(database));
        source.setUser(DOCKET.postgres().superuser());
        source.setPassword(DOCKET.postgres().superuserPassword());
        source.setApplicationName("docket-test");
        return source;
    }

    static void execute(String database, String sql) throws SQLException {
        try (Connection connection = superuser(database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> texts(String database, String sql) throws SQLException {
        try (Connection connection = superuser(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    @Override
    public void close() throws SQLException {
        execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
    }
}
