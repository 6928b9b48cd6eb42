package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The claim of one living JVM on a data directory: `owner.lock`, locked, with the owner's process id in it.
///
/// The operating system drops the lock with its process, so only a live owner can refuse anybody.
final class OwnerLock implements AutoCloseable {

    private static final String FILE = "owner.lock";
    private static final int PID_BYTES_MAX = 32;

    /// What this JVM holds. Asked before the file is opened: closing a second channel would drop the first one's lock
    /// (POSIX).
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private OwnerLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /// For this JVM, or nobody.
    ///
    /// @param directory exists
    static OwnerLock acquire(Path directory) {
        try {
            Path real = directory.toRealPath();
            if (!HELD_HERE.add(real)) {
                throw inUse(directory, Long.toString(ProcessHandle.current().pid()) + " (this one)");
            }
            try {
                return new OwnerLock(real, lock(directory, real.resolve(FILE)));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(real);
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "data directory " + directory + " cannot be locked (" + e + ")",
                    "make it writable or choose another docket.data-dir",
                    e);
        }
    }

    private static FileChannel lock(Path directory, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory, owner(channel));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(pid, 0);
        String text = UTF_8.decode(pid.flip()).toString().strip();
        return text.isEmpty() ? "unknown" : text;
    }

    private static EmbeddedStartException inUse(Path directory, String owner) {
        return new EmbeddedStartException(
                "data directory " + directory + " is in use by process " + owner,
                "stop it or choose another docket.data-dir");
    }

    /// The file stays: removing it would let two later owners lock two different files of this name.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(directory);
        }
    }

    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "data directory " + directory + " cannot be created (" + e + ")",
                    "make its parent writable or choose another docket.data-dir",
                    e);
        }
    }
}
