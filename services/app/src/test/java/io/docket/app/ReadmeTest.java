package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is run as it stands there; only the ports are this test's.
class ReadmeTest {
    private static final long COMMAND_SECONDS_MAX = 60;
    private static final long DECIDED_SECONDS_MAX = 30;

    private final RunningDocket docket = RunningDocket.shared();

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Repository.ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    @Test
    void the_curl_commands_drive_an_order_to_completion_and_read_reports() throws Exception {
        List<String> outputs = new ArrayList<>();

        for (String block : blocks("bash")) {
            outputs.add(bash(
                    block.replace("http://localhost:8080", docket.endpoints().http())));
        }

        assertThat(outputs).hasSize(7);
        assertThat(outputs.get(0)).contains("\"code\":\"CODE_RECEIVED\"").contains("\"node\":\"COMPLETED\"");
        assertThat(outputs.get(0)).containsPattern("\"code\":\"PL[0-9A-Z]{30}\"");
        assertThat(outputs.get(1)).contains("\"node\":\"COMPLETED\"").contains("\"allowed\"");
        assertThat(outputs.get(2))
                .contains("\"HIGH\":{\"firstResponse\":\"PT2H\"")
                .contains("2026-10-01")
                .contains("\"kind\":\"code-expiry\"");
        assertThat(outputs.get(3)).isEqualTo("disk full at 03:00\n");
        assertThat(outputs.get(5)).contains("\"items\"").contains("\"dryRun\":true");
        assertThat(outputs.get(6)).contains("\"operator\":\"operator\"").contains("reason=WRONG_PARTITION");
        assertThat(outputs.get(4)).contains("refund_refused_after_receipt").contains("supervision_id,order_id");
    }

    private static String bash(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-euc", script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    @Test
    void the_console_producer_drives_an_order_to_completion_as_the_query_shows(@TempDir Path directory)
            throws Exception {
        Path lines = Files.writeString(
                directory.resolve("order.txt"), blocks("console-producer").getFirst());
        Process producer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.ConsoleProducer",
                        "--bootstrap-server",
                        docket.endpoints().kafka(),
                        "--topic",
                        "docket.supervision-commands.v1",
                        "--reader-property",
                        "parse.key=true")
                .redirectInput(lines.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("producer.log").toFile())
                .start();
        assertThat(producer.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(producer.exitValue())
                .as(Files.readString(directory.resolve("producer.log")))
                .isZero();

        String sql = blocks("sql").getFirst();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DECIDED_SECONDS_MAX);
        List<List<String>> rows = docket.query("reporter_1", sql);
        while ((rows.isEmpty() || !rows.getFirst().get(1).equals("COMPLETED")) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            rows = docket.query("reporter_1", sql);
        }

        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().subList(0, 3)).containsExactly("CONSOLE1/1", "COMPLETED", "ALIVE");
        assertThat(rows.getFirst().get(4)).isEqualTo("f");
    }
}
