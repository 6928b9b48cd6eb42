package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A command of Docket's in a JVM of its own, which can be killed.
final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader lines;
    private final List<String> printed = new ArrayList<>();

    private CommandProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader();
    }

    static CommandProcess start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Docket.class.getName()));
        line.addAll(List.of(arguments));
        return new CommandProcess(
                new ProcessBuilder(line).redirectErrorStream(true).start());
    }

    /// Returns when it has printed a line with this text.
    void awaitLine(String text) throws InterruptedException, ExecutionException, TimeoutException {
        boolean seen = CompletableFuture.supplyAsync(
                        () -> reads(text), task -> Thread.ofVirtual().start(task))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(seen).as("'" + text + "' is printed; it was " + printed).isTrue();
    }

    private boolean reads(String text) {
        return lines.lines().peek(printed::add).anyMatch(line -> line.contains(text));
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        assertThat(process.isAlive()).as("it runs still; it printed " + printed).isTrue();
        assertThat(process.destroyForcibly().waitFor()).isEqualTo(128 + 9);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
