package io.docket.lifecycle.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that somebody has read and approved. A difference is a change of what the deciders answer: read it, and if
/// it is meant, write the files anew with `-Ddocket.approve=true` and commit them.
final class Approved {
    private static final Path DIRECTORY = Path.of("src", "test", "resources", "approved");

    private Approved() {}

    static void holds(String name, String text) {
        try {
            if (Boolean.getBoolean("docket.approve")) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(DIRECTORY.resolve(name), text);
            }
            assertThat(text)
                    .as("approved/%s; if the change is meant, run the test with -Ddocket.approve=true", name)
                    .isEqualTo(read(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(String name) throws IOException {
        if (Boolean.getBoolean("docket.approve")) {
            return Files.readString(DIRECTORY.resolve(name));
        }
        try (InputStream approved = Approved.class.getResourceAsStream("/approved/" + name)) {
            return approved == null ? "" : new String(approved.readAllBytes(), UTF_8);
        }
    }
}
