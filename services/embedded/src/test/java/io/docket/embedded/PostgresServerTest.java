package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    Path directory;

    @Test
    void a_new_server_is_durable_and_talks_only_to_loopback() throws SQLException {
        Map<String, String> expected = Map.ofEntries(
                Map.entry("fsync", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("data_checksums", "on"),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("password_encryption", "scram-sha-256"),
                Map.entry("server_encoding", "UTF8"),
                Map.entry("TimeZone", "UTC"),
                Map.entry("max_connections", "100"));

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Map<String, String> actual = new LinkedHashMap<>();
            for (String setting : expected.keySet()) {
                // The driver sets the session's own time zone.
                actual.put(
                        setting, Sql.query(server, "SELECT reset_val FROM pg_settings WHERE name = '" + setting + "'"));
            }
            actual.put(
                    "TimeZone",
                    Sql.query(server, "SELECT boot_val FROM pg_settings WHERE name = 'log_timezone'")
                            .replace("GMT", "UTC"));

            assertThat(actual).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(Sql.query(server, "SELECT version()")).startsWith("PostgreSQL 18.");
            assertThat(Sql.query(server, "SELECT datlocprovider FROM pg_database WHERE datname = 'template1'"))
                    .isEqualTo("b");
        }
    }

    @Test
    void durability_cannot_be_switched_off_in_the_server() throws SQLException {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "ALTER SYSTEM SET fsync = off");
            server.restart();

            assertThat(Sql.query(server, "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void nobody_gets_in_without_the_password() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), user("postgres")))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("no password was provided");
            assertThat(server.superuserPassword()).hasSize(32);
        }

        Path password = directory.resolve("data/superuser.password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
    }

    private static Properties user(String name) {
        Properties properties = new Properties();
        properties.setProperty("user", name);
        return properties;
    }

    @Test
    void a_directory_may_have_an_awkward_name() throws SQLException {
        Path awkward = directory.resolve("it's, a \"name\" = $HOME");

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(awkward))) {
            assertThat(Sql.query(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void every_directory_has_a_password_of_its_own() {
        String first;
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory.resolve("a")))) {
            first = server.superuserPassword();
        }

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory.resolve("b")))) {
            assertThat(server.superuserPassword()).isNotEqualTo(first);
        }
    }

    @Test
    void rows_port_and_password_are_the_same_after_a_restart() throws SQLException {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            int port = server.port();
            long pid = server.pid();

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void rows_are_there_for_the_next_server_on_the_directory() throws SQLException {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void an_immediate_stop_loses_nothing_committed() throws SQLException {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");

            server.stopImmediately();
            assertThatThrownBy(() -> Sql.connect(server)).isInstanceOf(SQLException.class);
            server.restart();

            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void closing_ends_the_process_and_may_be_repeated() {
        PostgresServer server = PostgresServer.start(PostgresOptions.in(directory));
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();

        server.close();
        server.close();

        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(server::restart).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_thread_that_is_interrupted_still_stops_the_server() {
        PostgresServer server = PostgresServer.start(PostgresOptions.in(directory));

        Thread.currentThread().interrupt();
        server.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
    }

    @Test
    void the_log_names_neither_statements_nor_values() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE sealed (code text PRIMARY KEY)");
            Sql.execute(server, "INSERT INTO sealed (code) VALUES ('secret-1')");
            assertThatThrownBy(() -> Sql.execute(server, "INSERT INTO sealed (code) VALUES ('secret-1')"))
                    .isInstanceOf(SQLException.class);
        }

        assertThat(Files.readString(directory.resolve("postgres.log")))
                .contains("duplicate key")
                .doesNotContain("secret-1");
    }
}
