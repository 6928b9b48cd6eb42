package io.docket.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The schemas' examples: where every corpus begins.
public final class Examples {
    private static final Path SCHEMAS = Path.of("..", "..", "schemas");
    private static final String SUFFIX = ".example.json";

    /// @param aggregate `supervision`
    /// @param type `request-refund`
    public record Example(String aggregate, String type, String json) {}

    private Examples() {}

    public static Stream<Example> commands() {
        return all("commands");
    }

    public static Stream<Example> events() {
        return all("events");
    }

    private static Stream<Example> all(String kind) {
        return Stream.of("supervision", "ticket", "product", "seller").flatMap(aggregate -> all(aggregate, kind));
    }

    private static Stream<Example> all(String aggregate, String kind) {
        try (Stream<Path> files = Files.list(SCHEMAS.resolve(aggregate).resolve(kind))) {
            List<Example> examples = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(file ->
                            new Example(aggregate, file.getFileName().toString().replace(SUFFIX, ""), text(file)))
                    .toList();
            return examples.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
