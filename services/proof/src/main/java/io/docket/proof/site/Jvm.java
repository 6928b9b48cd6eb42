package io.docket.proof.site;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Another JVM with this one's class path, which ends with this one.
final class Jvm {
    private static final Duration END_MAX = Duration.ofSeconds(20);
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .name("proof-end")
                        .unstarted(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;

    private Jvm(Process process) {
        this.process = process;
    }

    /// @param options of the JVM
    /// @param log gets all it prints, after what others have printed there
    static Jvm start(Class<?> main, List<String> options, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "-Duser.timezone=UTC",
                "-XX:+UseSerialGC",
                // These live for seconds to minutes: compiling them thoroughly would cost more than it brings.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            RUNNING.add(process);
            var _ = process.onExit().thenRun(() -> RUNNING.remove(process));
            return new Jvm(process);
        } catch (IOException e) {
            throw new UncheckedIOException("No further JVM starts", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /// A line on its standard input.
    void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A JVM does not listen any more", e);
        }
    }

    /// SIGKILL.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM, and SIGKILL if that takes too long.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /// SIGSTOP: it does nothing any more, and does not know.
    void pause() {
        signal("STOP");
    }

    /// SIGCONT.
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("SIG" + name + " does not reach process " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("There is no `kill` here", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
