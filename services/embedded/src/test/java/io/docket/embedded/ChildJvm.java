package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Another JVM with this one's class path that owns a data directory until it is killed.
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final String firstLine;

    private ChildJvm(Process process, String firstLine) {
        this.process = process;
        this.firstLine = firstLine;
    }

    /// With a database that has a table `kept` with one row.
    static ChildJvm withPostgres(Path directory, Path... path) throws IOException {
        return start("postgres", directory, path);
    }

    /// With a broker that has a topic `kept` with one record.
    static ChildJvm withKafka(Path directory) throws IOException {
        return start("kafka", directory);
    }

    private static ChildJvm start(String kind, Path directory, Path... path) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildJvm.class.getName(),
                        kind,
                        directory.toString())))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        if (path.length > 0) {
            builder.environment().put("PATH", path[0].toString());
        }
        Process process = builder.start();
        BufferedReader reader = process.inputReader(UTF_8);
        String line = reader.readLine();
        assertThat(line).as("first line of the child JVM").isNotNull();
        return new ChildJvm(process, line);
    }

    long pid() {
        return process.pid();
    }

    /// Of the server that it started.
    ProcessHandle postmaster() {
        return ProcessHandle.of(Long.parseLong(firstLine)).orElseThrow();
    }

    /// As the operating system does when memory is short.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "postgres" -> {
                PostgresServer server = PostgresServer.start(PostgresOptions.in(directory));
                Sql.execute(server, "CREATE TABLE kept AS SELECT 42 AS answer");
                System.out.println(server.pid());
            }
            case "kafka" -> {
                KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory));
                Topic kept = new Topic("kept");
                kept.create(broker);
                kept.produce(broker, "acknowledged");
                System.out.println(broker.port());
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        // Until it is killed, or whoever started it has died.
        try (InputStream parent = System.in) {
            parent.transferTo(System.out);
        }
        Runtime.getRuntime().halt(0);
    }
}
