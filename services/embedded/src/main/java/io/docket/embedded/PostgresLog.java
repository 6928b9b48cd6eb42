package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What the server writes to its standard error, appended to a file; the previous file is kept when it has grown too
/// long.
record PostgresLog(Path file) {

    private static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final String FATAL = "FATAL:";
    private static final int TAIL_BYTES_MAX = 4096;

    static PostgresLog in(Path directory) {
        return new PostgresLog(directory.resolve("postgres.log"));
    }

    /// The length, after which the next server's lines begin
    long begin() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        if (Files.size(file) > BYTES_MAX) {
            Files.move(file, file.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
            return 0;
        }
        return Files.size(file);
    }

    /// The latest lines after that length.
    String tail(long begin) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(TAIL_BYTES_MAX);
            channel.read(bytes, Math.max(begin, channel.size() - TAIL_BYTES_MAX));
            return UTF_8.decode(bytes.flip()).toString().strip();
        }
    }

    /// The line that says why a server gave up: its FATAL one, else its last.
    static String reason(String tail) {
        List<String> lines = tail.lines().toList();
        return lines.stream()
                .filter(line -> line.contains(FATAL))
                .findFirst()
                .map(line ->
                        line.substring(line.indexOf(FATAL) + FATAL.length()).strip())
                .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    }
}
