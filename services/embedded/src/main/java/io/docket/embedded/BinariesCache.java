package io.docket.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where unpacked programs are kept between runs.
///
/// A user's is `$XDG_CACHE_HOME/docket` or `~/.cache/docket`; root's is `/var/cache/docket`, because nobody else can
/// enter root's home and PostgreSQL runs as somebody else. If that cannot be written: a directory of this user's under
/// `java.io.tmpdir`.
final class BinariesCache {

    private BinariesCache() {}

    static Path directory() {
        List<IOException> failures = new ArrayList<>();
        for (Path candidate : candidates()) {
            try {
                return usable(candidate);
            } catch (IOException e) {
                failures.add(e);
            }
        }
        EmbeddedStartException failure = new EmbeddedStartException(
                "there is no place for PostgreSQL's programs: " + candidates() + " cannot be used",
                "make one of them writable, or name another with XDG_CACHE_HOME");
        failures.forEach(failure::addSuppressed);
        throw failure;
    }

    private static List<Path> candidates() {
        @Nullable String xdg = System.getenv("XDG_CACHE_HOME");
        Path cache = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : ServerAccount.isRoot() ? Path.of("/var/cache") : Path.of(System.getProperty("user.home"), ".cache");
        return List.of(
                cache.resolve("docket").toAbsolutePath(),
                Path.of(System.getProperty("java.io.tmpdir"), "docket-" + ServerAccount.uid())
                        .toAbsolutePath());
    }

    /// Programs are run from here, so nobody else may have made it or may write into it.
    private static Path usable(Path directory) throws IOException {
        Files.createDirectories(directory.getParent());
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(directory);
                Files.setPosixFilePermissions(directory, Archive.EXECUTABLE);
            } catch (FileAlreadyExistsException e) {
                // Another JVM was faster; what it made is checked like any other.
            }
        }
        var permissions = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        boolean foreign = !owner.equals(ServerAccount.uid())
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        if (foreign || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(directory)) {
            throw new IOException(directory + " is not this user's own writable directory");
        }
        return directory;
    }
}
