package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    Path cache;

    @Test
    void several_may_unpack_at_the_same_time_and_leave_one_copy() throws Exception {
        Callable<PostgresBinaries> unpack = () -> PostgresBinaries.unpackedIn(cache);
        Set<PostgresBinaries> unpacked = new HashSet<>();

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (Future<PostgresBinaries> one : threads.invokeAll(List.of(unpack, unpack, unpack))) {
                unpacked.add(one.get());
            }
        }

        assertThat(unpacked).hasSize(1);
        assertThat(unpacked.iterator().next().postgres()).isExecutable();
        assertThat(children(cache)).hasSize(1);
    }

    @Test
    void a_copy_that_has_lost_a_file_is_replaced() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(cache);
        Files.delete(binaries.initdb());

        PostgresBinaries again = PostgresBinaries.unpackedIn(cache);

        assertThat(again).isEqualTo(binaries);
        assertThat(again.initdb()).isExecutable();
        assertThat(children(cache)).hasSize(1);
    }

    @Test
    void a_complete_copy_is_used_as_it_is() throws Exception {
        Path postgres = PostgresBinaries.unpackedIn(cache).postgres();
        var before = Files.getAttribute(postgres, "unix:ino");

        PostgresBinaries.unpackedIn(cache);

        assertThat(Files.getAttribute(postgres, "unix:ino")).isEqualTo(before);
    }

    @Test
    void linux_and_macos_on_both_processors_are_known() {
        assertThat(PostgresBinaries.resource("Linux", "amd64")).isEqualTo("/postgres-linux-x86_64.txz");
        assertThat(PostgresBinaries.resource("Linux", "aarch64")).isEqualTo("/postgres-linux-arm_64.txz");
        assertThat(PostgresBinaries.resource("Mac OS X", "x86_64")).isEqualTo("/postgres-darwin-x86_64.txz");
        assertThat(PostgresBinaries.resource("Mac OS X", "aarch64")).isEqualTo("/postgres-darwin-arm_64.txz");
    }

    @Test
    void another_system_is_refused_with_a_remedy() {
        assertThatThrownBy(() -> PostgresBinaries.resource("Windows 11", "amd64"))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("WSL");
        assertThatThrownBy(() -> PostgresBinaries.resource("Linux", "riscv64"))
                .isInstanceOf(EmbeddedStartException.class);
    }

    private static List<Path> children(Path directory) throws Exception {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
