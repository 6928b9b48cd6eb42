package io.docket.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collection;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/// Makes an empty Postgres Docket's, step by step; each step may be repeated, also by several instances at once.
public final class Migrations {

    /// The database that [#prepareRoles] makes.
    public static final String DATABASE = "docket";

    private static final String OWNER = "docket_owner";
    private static final String APP = "docket";
    private static final String SCHEMA = "docket";

    /// Serializes those who create roles and databases, which Postgres itself would answer with an error.
    private static final long PREPARE_LOCK = 7_426_002;

    /// This month and how many after it: an instance that nobody restarts for that long still has its month.
    private static final int MONTHS_AHEAD = 2;

    private Migrations() {}

    /// Roles, their passwords, and the database `docket`, owned by `docket_owner`.
    ///
    /// @param superuser connected to any database but `docket`
    public static void prepareRoles(DataSource superuser, RolePasswords passwords) {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + PREPARE_LOCK + ")");
            try {
                statement.execute(resource("/db/roles.sql"));
                setPassword(connection, OWNER, passwords.owner());
                setPassword(connection, APP, passwords.app());
                createDatabase(statement);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + PREPARE_LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Docket's roles and database cannot be made: " + e.getMessage(), e);
        }
    }

    /// Brings the schema to this version of Docket. A newer one is left alone: versions N and N-1 run together.
    ///
    /// @param owner `docket_owner` on the database `docket`
    public static void migrate(DataSource owner) {
        Flyway.configure()
                .dataSource(owner)
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .locations("classpath:db/migration")
                .placeholderReplacement(false)
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }

    /// The event log's months: today's and those soon to come, by the database's clock, as what is recorded is. To be
    /// repeated once a day.
    public static void makeMonths(DataSource app) {
        try (Connection connection = app.getConnection();
                Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("SELECT (now() AT TIME ZONE 'UTC')::date")) {
            now.next();
            makeMonths(app, now.getObject(1, LocalDate.class));
        } catch (SQLException e) {
            throw new IllegalStateException("The event log's months cannot be made: " + e.getMessage(), e);
        }
    }

    /// As on a day.
    public static void makeMonths(DataSource app, LocalDate today) {
        String sql = """
                SELECT docket.make_month(month::date)
                FROM generate_series(date_trunc('month', ?::date::timestamp),
                                     date_trunc('month', ?::date::timestamp), INTERVAL '1 month') AS month
                """;
        try (Connection connection = app.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, today);
            statement.setObject(2, today.plusMonths(MONTHS_AHEAD));
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The event log's months cannot be made: " + e.getMessage(), e);
        }
    }

    /// Logins that read the report views, or new passwords and sellers for those that are there.
    ///
    /// @param superuser connected to the database `docket`
    public static void createReportingLogins(DataSource superuser, Collection<ReportingLogin> logins) {
        try (Connection connection = superuser.getConnection()) {
            for (ReportingLogin login : logins) {
                createRole(connection, login);
                setPassword(connection, login.login(), login.password());
                bindToSeller(connection, login);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The reporting logins cannot be made: " + e.getMessage(), e);
        }
    }

    private static void createDatabase(Statement statement) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT FROM pg_database WHERE datname = 'docket'")) {
            if (found.next()) {
                return;
            }
        }
        // Byte order: the fastest for indexes, and the same on every system that a backup may be restored on.
        statement.execute("""
                CREATE DATABASE docket OWNER docket_owner TEMPLATE template0
                    ENCODING 'UTF8' LOCALE_PROVIDER builtin LOCALE 'C.UTF-8'
                """);
        statement.execute("REVOKE ALL ON DATABASE docket FROM PUBLIC");
        statement.execute("GRANT CONNECT, TEMPORARY ON DATABASE docket TO docket");
        statement.execute("GRANT CONNECT ON DATABASE docket TO docket_reporting, docket_platform_reporting");
    }

    private static void createRole(Connection connection, ReportingLogin login) throws SQLException {
        String role = login.sellerId() == null ? "docket_platform_reporting" : "docket_reporting";
        String other = login.sellerId() == null ? "docket_reporting" : "docket_platform_reporting";
        String name = quoted(connection, login.login());
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, login.login())) {
                statement.execute("CREATE ROLE " + name + " LOGIN");
            }
            statement.execute("GRANT " + role + " TO " + name);
            // Once a login has become a seller's, it must not keep what it saw of the others.
            statement.execute("REVOKE " + other + " FROM " + name);
        }
    }

    private static void bindToSeller(Connection connection, ReportingLogin login) throws SQLException {
        String sql = login.sellerId() == null ? "DELETE FROM docket.reporting_login WHERE login = ?::name" : """
                  INSERT INTO docket.reporting_login (login, seller_id) VALUES (?::name, ?)
                  ON CONFLICT (login) DO UPDATE SET seller_id = excluded.seller_id
                  """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, login.login());
            if (login.sellerId() != null) {
                statement.setString(2, login.sellerId());
            }
            statement.executeUpdate();
        }
    }

    /// Hashed by the driver: the server, and whoever reads its log, never sees the password itself.
    private static void setPassword(Connection connection, String role, String password) throws SQLException {
        connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
    }

    private static boolean exists(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM pg_roles WHERE rolname = ?::name")) {
            statement.setString(1, role);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String quoted(Connection connection, String identifier) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.enquoteIdentifier(identifier, true);
        }
    }

    private static String resource(String path) {
        try (InputStream in = Migrations.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
