package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every refusal names what is wrong and what to do, and leaves the directory as it was.
class PostgresRefusalTest {

    @TempDir
    Path directory;

    @Test
    void a_taken_port_is_refused_with_the_option_that_shifts_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> PostgresServer.start(new PostgresOptions(directory, port, Duration.ofSeconds(30))))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("docket.port-offset");
        }
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(server.port()).isPositive();
        }
    }

    @Test
    void a_data_directory_without_version_is_damaged() throws Exception {
        Files.createDirectories(directory.resolve("data/base"));

        assertDamaged("PG_VERSION is missing");
        assertThat(directory.resolve("data/base")).exists();
    }

    @Test
    void an_empty_version_is_damaged() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.createFile(directory.resolve("data/PG_VERSION"));

        assertDamaged("PG_VERSION is empty");
    }

    @Test
    void a_file_where_the_data_directory_belongs_is_damaged() throws Exception {
        Files.createFile(directory.resolve("data"));

        assertDamaged("it is no directory");
    }

    @Test
    void another_major_version_is_refused() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/PG_VERSION"), "17\n");

        assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(directory)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("was made by PostgreSQL 17, this is 18")
                .hasMessageContaining("docket.data-dir");
    }

    @Test
    void a_cluster_that_has_lost_its_control_file_is_damaged() throws Exception {
        PostgresServer.start(PostgresOptions.in(directory)).close();
        Files.delete(directory.resolve("data/global/pg_control"));

        assertDamaged("global/pg_control is missing");
    }

    @Test
    void a_cluster_that_has_lost_its_password_is_damaged() throws Exception {
        PostgresServer.start(PostgresOptions.in(directory)).close();
        Files.delete(directory.resolve("data/superuser.password"));

        assertDamaged("superuser.password is missing");
    }

    @Test
    void a_server_that_gives_up_is_quoted_with_its_reason() throws Exception {
        PostgresServer.start(PostgresOptions.in(directory)).close();
        Files.writeString(directory.resolve("data/postgresql.auto.conf"), "no_such_setting = on\n");

        assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(directory)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("postgresql.auto.conf\" contains errors")
                .hasMessageContaining("postgres.log");
    }

    @Test
    void an_interrupted_initialisation_is_begun_again() throws Exception {
        Files.createDirectories(directory.resolve("data.unfinished/base"));
        Files.writeString(directory.resolve("data.unfinished/PG_VERSION"), "18\n");
        Files.writeString(directory.resolve("password.unfinished"), "half");

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT 1")).isEqualTo("1");
        }

        assertThat(directory.resolve("data.unfinished")).doesNotExist();
        assertThat(directory.resolve("password.unfinished")).doesNotExist();
    }

    @Test
    void a_directory_that_cannot_be_created_is_refused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(file.resolve("below"))))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("cannot be created")
                .hasMessageContaining("docket.data-dir");
    }

    private void assertDamaged(String how) {
        assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(directory)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("data directory " + directory.resolve("data") + " is damaged")
                .hasMessageContaining(how)
                .hasMessageContaining("docket.data-dir");
    }
}
