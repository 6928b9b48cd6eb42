package io.docket.bench;

import io.docket.embedded.BrokerMain;
import io.docket.embedded.PostgresOptions;
import io.docket.embedded.PostgresServer;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.RolePasswords;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/// A durable Postgres, and a broker in a JVM of its own, both on this machine and on free ports.
final class Infrastructure implements AutoCloseable {
    static final String FLOOR_DATABASE = "docket_floor";

    private static final RolePasswords PASSWORDS = new RolePasswords("bench-owner", "bench-app");
    private static final long BROKER_STOP_SECONDS_MAX = 20;

    private final PostgresServer postgres;
    private final Process broker;
    private final String bootstrapServers;

    private Infrastructure(PostgresServer postgres, Process broker, String bootstrapServers) {
        this.postgres = postgres;
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
    }

    static Infrastructure start(Path directory) throws IOException {
        PostgresServer postgres =
                PostgresServer.start(new PostgresOptions(directory.resolve("postgres"), 0, Duration.ofSeconds(60)));
        Path kafka = Files.createDirectories(directory.resolve("kafka"));
        Process broker = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        kafka.toString(),
                        "0"))
                .redirectError(directory.resolve("broker.log").toFile())
                .start();
        BufferedReader out = broker.inputReader(StandardCharsets.UTF_8);
        String address = out.readLine();
        if (address == null) {
            throw new IOException("The broker did not start: " + Files.readString(directory.resolve("broker.log")));
        }
        return new Infrastructure(postgres, broker, address);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    ProcessHandle brokerProcess() {
        return broker.toHandle();
    }

    long postgresPid() {
        return postgres.pid();
    }

    /// Migrated and durable, logged in as the processor.
    DocketDatabase database() throws SQLException {
        Migrations.prepareRoles(source("postgres", postgres.superuser(), postgres.superuserPassword()), PASSWORDS);
        return migrated(Migrations.DATABASE);
    }

    /// The same tables and indexes once more, empty.
    DocketDatabase floorDatabase() throws SQLException {
        createDatabase(FLOOR_DATABASE, "docket_owner");
        asSuperuser(
                "postgres",
                "REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(FLOOR_DATABASE),
                "GRANT CONNECT, TEMPORARY ON DATABASE %s TO docket".formatted(FLOOR_DATABASE));
        return migrated(FLOOR_DATABASE);
    }

    private DocketDatabase migrated(String name) {
        Migrations.migrate(source(name, "docket_owner", PASSWORDS.owner()));
        DocketDatabase database = open(name, "docket", PASSWORDS.app(), 12);
        database.requireDurable();
        Migrations.makeMonths(database.dataSource());
        return database;
    }

    /// A database for something else than Docket, owned by the processor's role, whose settings are durable.
    DocketDatabase peerDatabase(String name, int connectionsMax) throws SQLException {
        createDatabase(name, "docket");
        DocketDatabase database = open(name, "docket", PASSWORDS.app(), connectionsMax);
        database.requireDurable();
        return database;
    }

    private void createDatabase(String name, String owner) throws SQLException {
        asSuperuser("postgres", """
                CREATE DATABASE %s OWNER %s TEMPLATE template0
                    ENCODING 'UTF8' LOCALE_PROVIDER builtin LOCALE 'C.UTF-8'
                """.formatted(name, owner));
    }

    private DocketDatabase open(String name, String user, String password, int connectionsMax) {
        return DocketDatabase.open(
                new DatabaseOptions(postgres.jdbcUrl(name), user, password, connectionsMax, "docket-bench"));
    }

    /// Empties tables of the schema `docket`.
    void truncate(String database, List<String> tables) throws SQLException {
        asSuperuser(
                database,
                tables.stream().map(table -> "docket." + table).collect(Collectors.joining(", ", "TRUNCATE ", "")));
    }

    /// What was written before is on the disk, so that its checkpoint does not fall into what is measured next.
    void checkpoint() throws SQLException {
        asSuperuser("postgres", "CHECKPOINT");
    }

    /// What an instance of its own must be told; the schema is there already.
    List<String> instanceProperties() {
        return List.of(
                "docket.kafka.bootstrap-servers=" + bootstrapServers,
                "docket.database.url=" + postgres.jdbcUrl(Migrations.DATABASE),
                "docket.database.user=docket",
                "docket.database.password=" + PASSWORDS.app());
    }

    /// The database's version and what matters of its settings, for the report.
    List<String> settings() throws SQLException {
        try (Connection connection = source("postgres", postgres.superuser(), postgres.superuserPassword())
                        .getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT 'PostgreSQL ' || current_setting('server_version'),
                               string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name)
                        FROM pg_settings
                        WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'shared_buffers',
                                       'max_wal_size', 'checkpoint_timeout', 'wal_compression')
                        """)) {
            row.next();
            return List.of(row.getString(1) + ": " + row.getString(2));
        }
    }

    private void asSuperuser(String database, String... statements) throws SQLException {
        try (Connection connection = source(database, postgres.superuser(), postgres.superuserPassword())
                        .getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private PGSimpleDataSource source(String name, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl(name));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Override
    public void close() {
        try {
            broker.getOutputStream().close();
            if (!broker.waitFor(BROKER_STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        } catch (IOException e) {
            broker.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broker.destroyForcibly();
        }
        postgres.close();
    }
}
