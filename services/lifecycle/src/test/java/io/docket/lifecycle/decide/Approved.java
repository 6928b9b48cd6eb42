package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the deciders answer, as the documentation shows it in docs/commands: somebody has read and approved it. A
/// difference is a change of the answers: read it, and if it is meant, write the files anew and commit them.
final class Approved {
    static final String COMMAND = "mvn -pl services/lifecycle -am test -Dtest='*SpaceTest' -Ddocket.approve=true"
            + " -Dsurefire.failIfNoSpecifiedTests=false";
    private static final Path DIRECTORY = Path.of("..", "..", "docs", "commands");

    private Approved() {}

    static void holds(String name, String text) {
        Path file = DIRECTORY.resolve(name);
        try {
            if (Boolean.getBoolean("docket.approve")) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(file, text);
            }
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("docs/commands/%s; if the change is meant, write it anew with\n    %s\n", name, COMMAND)
                    .isEqualTo(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
