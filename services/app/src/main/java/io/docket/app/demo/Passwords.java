package io.docket.app.demo;

import io.docket.store.RolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// The passwords of Docket's own database roles in a demo: drawn once, kept in files that only their owner can read.
final class Passwords {
    private static final int RANDOM_BYTES = 24;

    private final Path directory;

    Passwords(Path directory) {
        this.directory = directory;
    }

    RolePasswords ofRoles() {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new RolePasswords(keep(directory.resolve("docket_owner")), keep(appFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("The passwords in " + directory + " cannot be kept", e);
        }
    }

    Path appFile() {
        return directory.resolve("docket");
    }

    /// A file cut short by a crash counts as none: at each start the roles get what the files say.
    private static String keep(Path file) throws IOException {
        if (Files.exists(file)) {
            String kept = Files.readString(file);
            if (kept.length() == Base64.getUrlEncoder().encode(new byte[RANDOM_BYTES]).length) {
                return kept;
            }
            Files.delete(file);
        }
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        String drawn = Base64.getUrlEncoder().encodeToString(random);
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(drawn.getBytes(StandardCharsets.UTF_8)));
        }
        return drawn;
    }
}
