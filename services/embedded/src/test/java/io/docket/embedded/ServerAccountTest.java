package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// As anybody else but root, the other tests show all there is to see.
@EnabledIf("io.docket.embedded.ServerAccount#isRoot")
class ServerAccountTest {

    @TempDir
    Path directory;

    static List<ServerAccount> disguises() {
        return ServerAccount.DISGUISES;
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void root_can_start_and_stop_a_server_in_every_disguise(ServerAccount disguise) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        PostgresBinaries binaries = PostgresBinaries.unpacked();
        PostgresData data = PostgresData.in(directory);
        ServerAccount account = disguise.leashed(directory);
        account.give(directory);

        data.create(binaries, account);
        var running = new PostgresLauncher(binaries, account, data, Duration.ofSeconds(30)).start(0);
        boolean stopped = running.postmaster().stop(Postmaster.Stop.FAST, Duration.ofSeconds(10));

        assertThat(account.leash()).isNotEmpty();
        assertThat(stopped).isTrue();
        assertThat(running.process().waitFor()).isZero();
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void a_cluster_made_in_one_disguise_can_be_used_in_the_chosen_one(ServerAccount disguise) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        disguise.give(directory);
        PostgresData.in(directory).create(PostgresBinaries.unpacked(), disguise);

        try (PostgresServer server = PostgresServer.start(PostgresOptions.in(directory))) {
            assertThat(Sql.query(server, "SELECT 1")).isEqualTo("1");
        }
    }
}
