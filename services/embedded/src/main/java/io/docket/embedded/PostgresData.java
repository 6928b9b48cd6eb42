package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A database cluster on disk: made once by `initdb`, checked at every start.
///
/// It is made under another name and renamed, so a cluster that exists was made to the end, its password with it.
///
/// @param cluster PostgreSQL's data directory, below the one that the options name
record PostgresData(Path cluster) {

    static final String SUPERUSER = "postgres";

    private static final String CLUSTER = "data";
    private static final String UNFINISHED = "data.unfinished";
    private static final String NEW_PASSWORD = "password.unfinished";
    private static final String PASSWORD = "superuser.password";
    private static final int PASSWORD_BYTES = 24;
    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(2);

    static PostgresData in(Path directory) {
        return new PostgresData(directory.resolve(CLUSTER));
    }

    /// Holds the cluster and what belongs to it: settings, log, lock.
    Path directory() {
        return Objects.requireNonNull(cluster.getParent());
    }

    boolean exists() {
        return Files.exists(cluster);
    }

    /// Made by `initdb`.
    ///
    /// @throws EmbeddedStartException when it fails; then there still is no cluster
    void create(PostgresBinaries binaries, ServerAccount account) {
        Path directory = directory();
        Path unfinished = cluster.resolveSibling(UNFINISHED);
        Path password = cluster.resolveSibling(NEW_PASSWORD);
        try {
            Directories.delete(unfinished);
            Files.deleteIfExists(password);
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(password, randomPassword(), UTF_8);
            account.give(password);
            initdb(binaries, account, unfinished, password);
            Files.move(password, unfinished.resolve(PASSWORD), StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(unfinished);
            Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
            Directories.sync(directory);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "a new PostgreSQL data directory cannot be made in " + directory + " (" + e.getMessage() + ")",
                    "make room and make it writable, or choose another docket.data-dir",
                    e);
        }
    }

    private void initdb(PostgresBinaries binaries, ServerAccount account, Path target, Path password)
            throws IOException {
        List<String> initdb = List.of(
                binaries.initdb().toString(),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // PostgreSQL's own C.UTF-8: the same order on every system, whatever its C library and locales.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions");
        Command.Result result = Command.run(account.command(initdb), directory(), INITDB_TIMEOUT);
        if (!result.succeeded()) {
            throw new IOException("initdb: " + result.output());
        }
    }

    /// Looks only; a start would say less about the cause.
    ///
    /// @throws EmbeddedStartException when this is no cluster that these binaries can run
    void check() {
        if (!Files.isDirectory(cluster)) {
            throw damaged("it is no directory", null);
        }
        String version = read("PG_VERSION");
        if (!version.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new EmbeddedStartException(
                    "data directory " + cluster + " was made by PostgreSQL " + version + ", this is "
                            + PostgresBinaries.MAJOR_VERSION,
                    "dump it with that version and load it into this one, or choose another docket.data-dir");
        }
        if (!Files.exists(cluster.resolve("global/pg_control"))) {
            throw damaged("global/pg_control is missing", null);
        }
        superuserPassword();
    }

    String superuserPassword() {
        return read(PASSWORD);
    }

    private String read(String name) {
        try {
            String text = Files.readString(cluster.resolve(name), UTF_8).strip();
            if (text.isEmpty()) {
                throw damaged(name + " is empty", null);
            }
            return text;
        } catch (IOException e) {
            throw damaged(name + " is missing or unreadable", e);
        }
    }

    private EmbeddedStartException damaged(String how, @Nullable Throwable cause) {
        return new EmbeddedStartException(
                "PostgreSQL's data directory " + cluster + " is damaged: " + how,
                "restore it from a copy, remove it to start empty, or choose another docket.data-dir",
                cause);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
