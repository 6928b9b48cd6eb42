package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Starts the server's process and waits until it accepts connections.
///
/// @param timeout for all attempts together
record PostgresLauncher(PostgresBinaries binaries, ServerAccount account, PostgresData data, Duration timeout) {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    /// A server that accepts connections.
    record Running(Process process, Postmaster postmaster, int port) {}

    /// How one attempt went.
    private sealed interface Attempt {
        record Ready(Postmaster postmaster) implements Attempt {}

        record Ended(String lastLines) implements Attempt {}

        record TooSlow() implements Attempt {}
    }

    /// Tries until the server accepts connections or the time is up.
    ///
    /// @param port 0 = a free one
    Running start(int port) throws IOException {
        Deadline deadline = Deadline.in(timeout);
        PostgresLog log = PostgresLog.in(data.directory());
        while (true) {
            int chosen = port == 0 ? FreePorts.next() : port;
            if (port != 0 && !FreePorts.isFreed(port)) {
                throw EmbeddedStartException.portTaken("PostgreSQL", port, null);
            }
            long begin = log.begin();
            Process process = spawn(chosen, log);
            switch (await(process, log, begin, deadline)) {
                case Attempt.Ready(Postmaster postmaster) -> {
                    return new Running(process, postmaster, chosen);
                }
                case Attempt.TooSlow() ->
                    throw new EmbeddedStartException(
                            "PostgreSQL on " + data.cluster() + " did not accept connections within "
                                    + timeout.toSeconds() + " s",
                            "see " + log.file() + "; after a crash it may need longer to recover");
                case Attempt.Ended(String lastLines) -> {
                    // Sessions of a server that was killed, not yet aware of it.
                    boolean orphans = lastLines.contains("pre-existing shared memory block");
                    boolean portLost = port == 0 && lastLines.contains("Address already in use");
                    if (deadline.hasPassed() || !(orphans || portLost)) {
                        throw new EmbeddedStartException(
                                "PostgreSQL on " + data.cluster() + " did not start: " + PostgresLog.reason(lastLines),
                                "see " + log.file()
                                        + "; if it is damaged, restore it or choose another docket.data-dir");
                    }
                    if (orphans) {
                        Postmaster.killOrphans(data.cluster(), binaries, account);
                    }
                    Deadline.pause();
                }
            }
        }
    }

    private Process spawn(int port, PostgresLog log) throws IOException {
        Path hba = data.directory().resolve("hba.conf");
        Files.writeString(hba, PostgresSettings.HBA, UTF_8);
        account.give(hba);
        List<String> command = new ArrayList<>();
        command.add(binaries.postgres().toString());
        command.add("-D");
        command.add(data.cluster().toString());
        command.addAll(PostgresSettings.arguments(hba, port));
        ProcessBuilder builder = new ProcessBuilder(account.server(command))
                .directory(data.cluster().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Command.neutral(builder.environment());
        return onKeeper(builder);
    }

    /// The leash (`PR_SET_PDEATHSIG`) is held by the thread that starts the process, not by the JVM. So that thread
    /// lives as long as the process.
    private static Process onKeeper(ProcessBuilder builder) throws IOException {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("postgres-keeper").start(() -> {
            try {
                Process process = builder.start();
                started.complete(process);
                process.waitFor();
            } catch (IOException e) {
                started.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private Attempt await(Process process, PostgresLog log, long begin, Deadline deadline) throws IOException {
        while (process.isAlive()) {
            if (Postmaster.isReady(data.cluster(), process.pid())) {
                Optional<Postmaster> postmaster = Postmaster.of(data.cluster(), binaries, account);
                if (postmaster.isPresent()) {
                    return new Attempt.Ready(postmaster.get());
                }
            }
            if (deadline.hasPassed()) {
                Postmaster late = new Postmaster(process.toHandle(), data.cluster(), binaries, account);
                if (!late.stop(Postmaster.Stop.IMMEDIATE, STOP_TIMEOUT)) {
                    late.kill(STOP_TIMEOUT);
                }
                return new Attempt.TooSlow();
            }
            Deadline.pause();
        }
        return new Attempt.Ended(log.tail(begin));
    }
}
