package io.docket.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A running PostgreSQL server, as its data directory tells of it.
final class Postmaster {

    /// Ways to end it, from the most to the least considerate. After each of them everything committed is still there.
    enum Stop {
        /// Sessions are ended, a checkpoint is written.
        FAST("INT"),
        /// Everything ends at once, the next start recovers from the WAL.
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private static final String PID_FILE = "postmaster.pid";
    /// Linux marks a program whose file has been replaced since.
    private static final Pattern PROGRAM = Pattern.compile("/postgres( \\(deleted\\))?$");

    private static final int STATUS_LINE = 7;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);

    private final ProcessHandle process;
    private final Path cluster;
    private final PostgresBinaries binaries;
    private final ServerAccount account;

    Postmaster(ProcessHandle process, Path cluster, PostgresBinaries binaries, ServerAccount account) {
        this.process = process;
        this.cluster = cluster;
        this.binaries = binaries;
        this.account = account;
    }

    /// The server that works on this cluster, whoever started it.
    static Optional<Postmaster> of(Path cluster, PostgresBinaries binaries, ServerAccount account) throws IOException {
        return pid(cluster)
                .flatMap(ProcessHandle::of)
                .map(process -> new Postmaster(process, cluster, binaries, account))
                .filter(Postmaster::isRunning);
    }

    /// The process id that a dead server left may belong to somebody else by now, which happens in every restarted
    /// container. PostgreSQL would refuse to start. Called only when no server runs on the cluster.
    static void forgetStale(Path cluster) throws IOException {
        if (pid(cluster).flatMap(ProcessHandle::of).isPresent()) {
            Files.delete(cluster.resolve(PID_FILE));
        }
    }

    /// Ends what a killed server left: a session that computes notices only when it is done, and keeps the next server
    /// out.
    static void killOrphans(Path cluster, PostgresBinaries binaries, ServerAccount account) {
        ProcessHandle.allProcesses()
                .map(process -> new Postmaster(process, cluster, binaries, account))
                .filter(Postmaster::isKnownToRunHere)
                .forEach(orphan -> orphan.kill(KILL_TIMEOUT));
    }

    static boolean isReady(Path cluster, long pid) throws IOException {
        List<String> lines = lines(cluster);
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    long pid() {
        return process.pid();
    }

    /// Asked of the process, not of the file: a zombie that nobody has reaped is not running.
    boolean isRunning() {
        String program = process.info().command().orElse("");
        if (!process.isAlive() || !PROGRAM.matcher(program).find()) {
            return false;
        }
        return !Files.isSymbolicLink(workingDirectory()) || isKnownToRunHere();
    }

    /// Known on Linux only, where a process's working directory can be seen.
    private boolean isKnownToRunHere() {
        try {
            return PROGRAM.matcher(process.info().command().orElse("")).find()
                    && Files.isSameFile(workingDirectory(), cluster);
        } catch (IOException e) {
            // It ended while we looked, or is somebody else's.
            return false;
        }
    }

    private Path workingDirectory() {
        return Path.of("/proc", Long.toString(process.pid()), "cwd");
    }

    /// Whether it has ended within the time.
    boolean stop(Stop how, Duration within) throws IOException {
        signal(how.signal);
        return hasEnded(within);
    }

    /// For a server that no longer reacts. Its children notice and end by themselves.
    boolean kill(Duration within) {
        process.destroyForcibly();
        return hasEnded(within);
    }

    private void signal(String name) throws IOException {
        List<String> kill = List.of(binaries.pgCtl().toString(), "kill", name, Long.toString(pid()));
        Command.Result result = Command.run(account.command(kill), cluster, SIGNAL_TIMEOUT);
        if (!result.succeeded() && isRunning()) {
            throw new IOException("pg_ctl kill " + name + ": " + result.output());
        }
    }

    private boolean hasEnded(Duration within) {
        Deadline deadline = Deadline.in(within);
        while (isRunning()) {
            if (deadline.hasPassed()) {
                return false;
            }
            Deadline.pause();
        }
        return true;
    }

    private static Optional<Long> pid(Path cluster) throws IOException {
        List<String> lines = lines(cluster);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path cluster) throws IOException {
        try {
            return Files.readAllLines(cluster.resolve(PID_FILE));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
