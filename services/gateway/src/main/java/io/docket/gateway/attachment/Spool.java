package io.docket.gateway.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A temporary file between a client, who may be slow, and the database.
final class Spool implements AutoCloseable {
    private final Path file;

    Spool() throws IOException {
        this.file = Files.createTempFile("docket-attachment-", ".tmp");
    }

    Path file() {
        return file;
    }

    /// Takes at most `bytesMax`, and one byte more to know that there are more.
    ///
    /// @return the SHA-256 of what was taken
    byte[] take(InputStream body, long bytesMax) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[65_536];
        try (OutputStream out = Files.newOutputStream(file)) {
            InputStream in = new DigestInputStream(body, digest);
            long left = bytesMax + 1;
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    break;
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
