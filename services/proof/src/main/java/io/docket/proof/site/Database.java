package io.docket.proof.site;

import io.docket.embedded.PostgresOptions;
import io.docket.embedded.PostgresServer;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.ReportingLogin;
import io.docket.store.RolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A durable Postgres with Docket's schema.
public final class Database implements AutoCloseable {
    static final String PASSWORD = "proof";
    private static final String MAINTENANCE = "postgres";
    private static final int POOL_MAX = 4;

    private static final String CLUSTER = "data";

    private final Path directory;
    private final PostgresServer server;

    private Database(Path directory, PostgresServer server) {
        this.directory = directory;
        this.server = server;
    }

    static Database start(Path directory) {
        Database database = new Database(directory, PostgresServer.start(PostgresOptions.in(directory)));
        database.prepare();
        return database;
    }

    private void prepare() {
        RolePasswords passwords = new RolePasswords(PASSWORD, PASSWORD);
        try (DocketDatabase maintenance = open(MAINTENANCE, server.superuser(), server.superuserPassword())) {
            Migrations.prepareRoles(maintenance.dataSource(), passwords);
        }
        try (DocketDatabase owner = open(Migrations.DATABASE, "docket_owner", PASSWORD)) {
            Migrations.migrate(owner.dataSource());
        }
        try (DocketDatabase app = app(Migrations.DATABASE)) {
            app.requireDurable();
            Migrations.makeMonths(app.dataSource(), LocalDate.now(ZoneOffset.UTC));
        }
        try (DocketDatabase superuser = open(Migrations.DATABASE, server.superuser(), server.superuserPassword())) {
            Migrations.createReportingLogins(superuser.dataSource(), ReportingLogin.demo(PASSWORD));
        }
    }

    private DocketDatabase open(String database, String user, String password) {
        return DocketDatabase.open(
                new DatabaseOptions(server.jdbcUrl(database), user, password, POOL_MAX, "docket-proof"));
    }

    /// As the processors log in.
    public DocketDatabase app(String database) {
        return open(database, "docket", PASSWORD);
    }

    /// Past every pool and proxy, as nobody whom [#terminateSessions()] ends.
    public Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(database), server.superuser(), server.superuserPassword());
    }

    public int port() {
        return server.port();
    }

    /// A new database as the first one was when it was empty.
    void copyEmpty(String name) {
        execute(MAINTENANCE, "CREATE DATABASE " + name + " TEMPLATE " + Migrations.DATABASE + " OWNER docket_owner");
        execute(MAINTENANCE, "GRANT CONNECT, TEMPORARY ON DATABASE " + name + " TO docket");
        execute(MAINTENANCE, "GRANT CONNECT ON DATABASE " + name + " TO docket_reporting, docket_platform_reporting");
    }

    /// As the superuser.
    public void execute(String database, String sql) {
        try (Connection connection = superuser(database);
                Statement statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres refuses: " + sql, e);
        }
    }

    /// Every session of everybody but our own.
    ///
    /// @return how many there were
    public int terminateSessions() {
        String sql = """
                SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND usename <> current_user
                """;
        try (Connection connection = superuser(MAINTENANCE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The sessions cannot be ended", e);
        }
    }

    /// `pg_ctl stop -m immediate`: no checkpoint, the next start recovers from the WAL.
    public void stopImmediately() {
        server.stopImmediately();
    }

    /// Stops the server, copies its files, and starts it again.
    public void backUp() {
        server.stopImmediately();
        run("rm", "-rf", backup().toString());
        run("cp", "-a", cluster().toString(), backup().toString());
        server.restart();
    }

    /// What was committed since [#backUp()] is gone.
    public void restore() {
        server.stopImmediately();
        run("rm", "-rf", cluster().toString());
        run("cp", "-a", backup().toString(), cluster().toString());
        server.restart();
    }

    private Path cluster() {
        return directory.resolve(CLUSTER);
    }

    private Path backup() {
        return directory.resolve("backup");
    }

    /// With owners and modes, which Java's own copying does not keep.
    private static void run(String... command) {
        try {
            int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /// On the same port.
    public void restart() {
        server.restart();
    }

    @Override
    public void close() {
        server.stopImmediately();
        server.close();
    }
}
