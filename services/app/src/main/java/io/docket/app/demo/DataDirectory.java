package io.docket.app.demo;

import io.docket.app.instance.RefusedStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// All that a demo keeps: broker, database, keys, passwords. One living process has it at a time.
///
/// A file in it, `docket-data`, says whose it is; it is also what the owner holds locked.
public final class DataDirectory implements AutoCloseable {
    private static final String MARKER = "docket-data";
    private static final int PID_BYTES_MAX = 32;

    private final Path path;
    private final FileChannel claim;

    private DataDirectory(Path path, FileChannel claim) {
        this.path = path;
        this.claim = claim;
    }

    /// @throws RefusedStartException when it is in use, or holds what is not Docket's
    public static DataDirectory claim(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            requireOurs(directory);
            if (!Files.exists(directory)) {
                Files.createDirectories(directory.getParent());
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x--x")));
            }
            return new DataDirectory(directory, lock(directory));
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static RefusedStartException unusable(Path directory, IOException cause) {
        return new RefusedStartException(
                "data directory " + directory + " cannot be used (" + cause + ")",
                "make it writable, or choose another one with docket.data-dir");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path keys() {
        return path.resolve("keys");
    }

    Path passwords() {
        return path.resolve("passwords");
    }

    Path endpoints() {
        return path.resolve(Endpoints.FILE);
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOurs(Path directory) throws IOException {
        if (!Files.exists(directory) || Files.exists(directory.resolve(MARKER))) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new RefusedStartException(
                        directory + " is not empty and not a data directory of Docket's",
                        "choose another one with docket.data-dir");
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(MARKER),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                ByteBuffer pid = ByteBuffer.allocate(PID_BYTES_MAX);
                channel.read(pid, 0);
                throw new RefusedStartException(
                        "data directory " + directory + " is in use by process "
                                + StandardCharsets.UTF_8
                                        .decode(pid.flip())
                                        .toString()
                                        .strip(),
                        "stop it, or choose another one with docket.data-dir (and other ports with"
                                + " docket.port-offset)");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /// Deletes all but what says that the directory is ours. Nothing of it may run.
    void clear() {
        try {
            deleteAll();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private void deleteAll() throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(path.resolve(MARKER))) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(path)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
