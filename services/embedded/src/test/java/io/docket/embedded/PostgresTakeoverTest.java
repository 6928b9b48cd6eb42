package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is left when somebody was killed, and who may have the directory then.
class PostgresTakeoverTest {

    @TempDir
    Path directory;

    @TempDir
    Path programs;

    @Test
    void a_killed_server_can_be_restarted() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle killed = ProcessHandle.of(server.pid()).orElseThrow();

            killed.destroyForcibly();
            killed.onExit().get(10, TimeUnit.SECONDS);
            server.restart();

            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_session_that_computes_on_after_the_server_was_killed_does_not_keep_the_next_one_out() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Thread computing = Thread.startVirtualThread(() -> computeForever(server));
            awaitActiveSession(server);
            ProcessHandle killed = ProcessHandle.of(server.pid()).orElseThrow();

            killed.destroyForcibly();
            killed.onExit().get(10, TimeUnit.SECONDS);
            server.restart();

            assertThat(Sql.query(server, "SELECT 1")).isEqualTo("1");
            assertThat(computing.join(Duration.ofMinutes(1))).isTrue();
        }
    }

    /// Without a place where the session would notice that its server is gone.
    private static void computeForever(PostgresServer server) {
        try (Connection connection = Sql.connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b");
        } catch (java.sql.SQLException e) {
            // The session is meant to be ended.
        }
    }

    private static void awaitActiveSession(PostgresServer server) throws Exception {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        String active =
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%'"
                        + " AND pid <> pg_backend_pid()";
        while (!Sql.query(server, active).equals("1")) {
            assertThat(deadline.hasPassed()).as("waiting for the session").isFalse();
            Deadline.pause();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_server_ends_with_its_jvm() throws Exception {
        try (ChildJvm child = ChildJvm.withPostgres(directory)) {
            ProcessHandle postmaster = child.postmaster();

            child.kill();

            postmaster.onExit().get(10, TimeUnit.SECONDS);
        }
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_jvm_that_was_killed_loses_nothing_committed_even_when_the_next_starts_at_once() throws Exception {
        try (ChildJvm child = ChildJvm.withPostgres(directory)) {
            child.kill();
        }

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_server_left_by_a_killed_jvm_is_stopped_and_started_anew() throws Exception {
        ProcessHandle left;
        try (ChildJvm child = ChildJvm.withPostgres(directory, pathWithoutLeash())) {
            left = child.postmaster();
            child.kill();
        }
        assertThat(left.isAlive()).isTrue();

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            // Dead before the next one started; its entry goes when it has been reaped.
            left.onExit().get(10, TimeUnit.SECONDS);
            assertThat(server.pid()).isNotEqualTo(left.pid());
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_server_left_by_a_killed_jvm_can_be_stopped_and_its_data_stays() throws Exception {
        ProcessHandle left;
        try (ChildJvm child = ChildJvm.withPostgres(directory, pathWithoutLeash())) {
            left = child.postmaster();
            child.kill();
        }

        PostgresServer.stopLeftover(directory);
        left.onExit().get(10, TimeUnit.SECONDS);
        PostgresServer.stopLeftover(directory);

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void there_is_nothing_to_stop_where_no_server_ever_was() {
        PostgresServer.stopLeftover(directory);

        assertThat(directory).isEmptyDirectory();
    }

    /// As on a system that has no `setpriv` and no `setsid`.
    private Path pathWithoutLeash() throws Exception {
        for (String program : List.of("sh", "id", "unshare")) {
            Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
        }
        return programs;
    }

    @Test
    void the_directory_of_a_live_jvm_is_refused_with_its_process_id() throws Exception {
        try (ChildJvm child = ChildJvm.withPostgres(directory)) {
            assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(directory)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage("data directory " + directory + " is in use by process " + child.pid()
                            + "; stop it or choose another docket.data-dir");
            assertThat(child.postmaster().isAlive()).isTrue();
        }
    }

    @Test
    void a_second_server_in_the_same_jvm_is_refused_and_the_first_keeps_its_claim() throws Exception {
        try (PostgresServer first = PostgresServer.start(PostgresOptions.in(directory))) {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> PostgresServer.start(PostgresOptions.in(directory)))
                        .isInstanceOf(EmbeddedStartException.class)
                        .hasMessageContaining("is in use by process "
                                + ProcessHandle.current().pid());
            }
            assertThat(Sql.query(first, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_stale_process_id_that_now_belongs_to_somebody_else_is_no_obstacle() throws Exception {
        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        // As in a container that was restarted: the number is that of a process which is no PostgreSQL.
        Files.writeString(
                directory.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + directory.resolve("data") + "\n0\n5432\n\n127.0.0.1\n\nready\n");

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }
}
