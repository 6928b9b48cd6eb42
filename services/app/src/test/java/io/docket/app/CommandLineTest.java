package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("captures what the program prints")
class CommandLineTest {
    @TempDir
    private Path directory = Path.of("");

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(realOut);
        System.setErr(realErr);
        System.clearProperty("docket.command.default");
    }

    @Test
    void help_names_every_command() {
        int exitCode = Docket.run(new String[] {"--help"});

        assertThat(exitCode).isZero();
        assertThat(printed())
                .contains("demo", "serve", "import", "redrive", "park", "verify", "rebuild", "archive", "adopt-topic");
    }

    @Test
    void the_help_of_redrive_and_park_names_their_options_and_choices() {
        assertThat(Docket.run(new String[] {"redrive", "--help"})).isZero();
        assertThat(printed())
                .contains("--status", "OPEN, REDRIVEN, PARKED", "--from", "--to", "--reason", "--topic", "--key")
                .contains("--max", "--note", "--yes");
        assertThat(Docket.run(new String[] {"park", "--help"})).isZero();
        assertThat(printed()).contains("docket park", "ID...");
    }

    @Test
    void without_a_command_the_plain_program_prints_its_help() {
        int exitCode = Docket.run(new String[] {});

        assertThat(exitCode).isZero();
        assertThat(printed()).contains("Usage: docket");
    }

    @Test
    void options_without_a_command_are_those_of_the_default_command() {
        System.setProperty("docket.command.default", "demo");

        int exitCode = Docket.run(new String[] {"--port-offset=abc", "--data-dir=" + directory});

        assertThat(exitCode).isEqualTo(1);
        assertThat(complaint()).contains("docket.port-offset is 'abc'");
    }

    @Test
    void an_unknown_option_is_named_and_ends_with_2() {
        int exitCode = Docket.run(new String[] {"demo", "--prot-offset=10"});

        assertThat(exitCode).isEqualTo(2);
        assertThat(complaint()).contains("--prot-offset");
    }

    @Test
    void a_taken_port_is_one_line_that_names_the_option() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int offset = taken.getLocalPort() - 8_080;

            int exitCode = Docket.run(
                    new String[] {"demo", "--port-offset=" + offset, "--data-dir=" + directory.resolve("data")});

            assertThat(exitCode).isEqualTo(1);
            assertThat(complaint().lines()).hasSize(1);
            assertThat(complaint()).contains("docket.port-offset").doesNotContain("Exception");
        }
    }

    @Test
    void a_directory_of_somebody_elses_is_left_alone() throws Exception {
        Path foreign = Files.writeString(directory.resolve("thesis.txt"), "years of work");

        int exitCode = Docket.run(new String[] {"demo", "--fresh", "--port-offset=50", "--data-dir=" + directory});

        assertThat(exitCode).isEqualTo(1);
        assertThat(complaint()).contains("not a data directory of Docket's");
        assertThat(foreign).exists();
    }

    @Test
    void an_import_without_a_running_instance_says_so() {
        int exitCode =
                Docket.run(new String[] {"import", "--endpoints=" + directory.resolve("none.json"), "orders.jsonl"});

        assertThat(exitCode).isEqualTo(1);
        assertThat(complaint().lines()).hasSize(1);
        assertThat(complaint()).contains("no running Docket");
    }

    @Test
    void adopting_what_is_no_topic_of_dockets_ends_with_2() {
        int exitCode = Docket.run(new String[] {"adopt-topic", "--yes", "somebody.elses"});

        assertThat(exitCode).isEqualTo(2);
        assertThat(complaint()).contains("somebody.elses");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
