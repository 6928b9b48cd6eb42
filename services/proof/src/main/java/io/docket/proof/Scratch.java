package io.docket.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A directory for what servers keep, gone afterwards.
record Scratch(Path directory) implements AutoCloseable {
    static Scratch create() {
        try {
            return new Scratch(Files.createTempDirectory("docket-proof-"));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for servers", e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What servers kept stays behind in " + directory, e);
        }
    }
}
