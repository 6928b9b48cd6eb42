package io.docket.app.feed;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.app.feed.CommandLine.NotACommandException;
import io.docket.contracts.OutgoingCommand;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import io.docket.store.vault.CodeKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// A file that is imported is commands and, line by line, reasons why a line is none; what was read once is read the
/// same however the lines around it are damaged.
public class CommandLineFuzzTest {
    private static final CodeKeys KEYS = keys();

    public static Stream<byte[]> seeds() {
        return Stream.concat(
                        Stream.of("{\"number\":1e00000000000000008198552921648689606}", "\uFEFF{}\n{"),
                        Examples.commands().map(example -> example.json().replaceAll("\\s*\\n\\s*", "") + "\n"))
                .map(line -> line.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_line_is_a_command_or_told_why_not(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        try (LineSource lines = new LineSource(new ByteArrayInputStream(input))) {
            long number = 0;
            for (LineSource.Line line = lines.next(); line != null; line = lines.next()) {
                Law.same(++number, line.number(), "lines are counted");
                String text = line.text();
                if (text == null) {
                    Law.holds(line.problem().startsWith("Expected "), "why a line cannot be read is said");
                } else {
                    check(text);
                }
            }
            Law.holds(lines.bytesRead() >= input.length, "every byte is read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(String line) {
        OutgoingCommand command = read(line);
        if (command != null) {
            Law.holds(!command.id().isBlank() && !command.subject().isBlank(), "a command has what it is known by");
            Law.holds(command.source().equals("/import"), "what is imported says so");
        }
    }

    private static @Nullable OutgoingCommand read(String line) {
        try {
            return CommandLine.read(line, KEYS);
        } catch (NotACommandException e) {
            Law.holds(String.valueOf(e.getMessage()).contains("Expected "), "why a line is no command is said");
            return null;
        }
    }

    private static CodeKeys keys() {
        try {
            return CodeKeys.open(Files.createTempDirectory("docket-fuzz-keys"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
