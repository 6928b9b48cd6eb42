package io.docket.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The operating system's user that PostgreSQL runs as. PostgreSQL refuses to be root, so root needs a disguise.
///
/// @param prefix put before each of PostgreSQL's commands
/// @param session gives the server a session of its own: Ctrl-C in a terminal is meant for Docket, which stops
///     PostgreSQL when it no longer needs it; empty where the system has no such program
/// @param leash shuts the server down (fast) when this JVM dies; likewise
/// @param owner the numeric user who must own the server's files, seen from this JVM; absent = they are this user's
///     anyway
record ServerAccount(List<String> prefix, List<String> session, List<String> leash, OptionalInt owner) {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

    /// `nobody` on Debian, Fedora and Alpine; `initdb` insists on a user with a name.
    private static final String NOBODY = "65534";

    private static final String UID = "unix:uid";

    /// In a user namespace the server's files stay this user's, who is called nobody there.
    static final List<ServerAccount> DISGUISES = List.of(
            new ServerAccount(
                    List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--"),
                    List.of(),
                    List.of(),
                    OptionalInt.of(uid())),
            new ServerAccount(List.of("unshare", "--user", "--"), List.of(), List.of(), OptionalInt.of(uid())),
            new ServerAccount(
                    List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
                    List.of(),
                    List.of(),
                    OptionalInt.of(Integer.parseInt(NOBODY))));

    static boolean isRoot() {
        return uid() == 0;
    }

    /// The numeric user whom this JVM runs as.
    static int uid() {
        return (int) new UnixSystem().getUid();
    }

    /// A number without a name, as some container platforms assign. `initdb` insists on a name.
    private static boolean isNameless() {
        return System.getProperty("user.name").equals("?");
    }

    /// The first way that works here.
    ///
    /// @param directory exists; the server must be able to work in it
    static ServerAccount choose(PostgresBinaries binaries, Path directory) {
        List<String> version = List.of(binaries.postgres().toString(), "--version");
        String failure = failure(version, directory);
        if (!failure.isEmpty()) {
            throw new EmbeddedStartException(
                    "the embedded PostgreSQL does not run on this system (" + failure + ")",
                    "it needs glibc (Alpine Linux has none) and a cache directory that is not mounted noexec");
        }
        boolean acceptable = !isRoot() && !isNameless();
        ServerAccount account = acceptable
                ? new ServerAccount(List.of(), List.of(), List.of(), OptionalInt.empty())
                : disguise(directory);
        return account.leashed(directory);
    }

    private static ServerAccount disguise(Path directory) {
        List<String> failures = new ArrayList<>();
        for (ServerAccount candidate : DISGUISES) {
            // The directory is entered as well: one inside root's home is closed to everybody else.
            String failure = failure(
                    candidate.command(
                            List.of("sh", "-c", "cd -- \"$1\" && test \"$(id -u)\" != 0", "sh", directory.toString())),
                    directory);
            if (failure.isEmpty()) {
                return candidate;
            }
            failures.add(candidate.prefix().getFirst() + ": " + failure);
        }
        throw new EmbeddedStartException(
                "PostgreSQL runs neither as root nor as a user without name, and there is no other one for it ("
                        + String.join("; ", failures) + ")",
                "start Docket as an ordinary user, or allow user namespaces (kernel.unprivileged_userns_clone=1),"
                        + " or install util-linux and choose a docket.data-dir that every user can reach");
    }

    ServerAccount leashed(Path directory) {
        ServerAccount leashed =
                new ServerAccount(prefix, List.of("setsid"), List.of("setpriv", "--pdeathsig", "INT", "--"), owner);
        return failure(leashed.server(List.of("true")), directory).isEmpty() ? leashed : this;
    }

    /// A command that ends by itself.
    List<String> command(List<String> command) {
        return join(prefix, command);
    }

    /// The server's command. The order matters: a change of user takes the leash off.
    List<String> server(List<String> command) {
        return join(session, join(prefix, join(leash, command)));
    }

    /// Makes the server's user the owner of the path and all below.
    void give(Path path) throws IOException {
        if (owner.isEmpty()
                || Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS).equals(owner.getAsInt())) {
            return;
        }
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(each, UID, owner.getAsInt(), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /// Empty when the command ended with 0.
    private static String failure(List<String> command, Path directory) {
        try {
            Command.Result result = Command.run(command, directory, PROBE_TIMEOUT);
            return result.succeeded() ? "" : "exit code " + result.exitCode() + " " + result.output();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> join(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return List.copyOf(joined);
    }
}
