package io.docket.contracts;

import io.docket.contracts.Message.Mode;
import io.docket.domain.AggregateType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The examples of every version ever released, kept as `<version>/<aggregate>/<kind>/<name>.example.json`: what was a
/// message once stays one.
final class ReleasedExamples {
    private ReleasedExamples() {}

    /// Each example that is no longer valid or readable, and why.
    ///
    /// @param directory with a directory per version; absent as long as nothing was released
    static List<String> problems(Path directory) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return problems;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(MessageFile.EXAMPLE))
                    .sorted()
                    .toList()) {
                String problem = problem(directory.relativize(file), MessageFile.text(file));
                if (!problem.isEmpty()) {
                    problems.add(directory.relativize(file) + ": " + problem);
                }
            }
        }
        return problems;
    }

    private static String problem(Path file, String text) {
        AggregateType aggregate =
                Objects.requireNonNull(AggregateType.ofWire(file.getName(1).toString()));
        String kind = file.getName(2).toString();
        String name = file.getFileName().toString().replace(MessageFile.EXAMPLE, "");
        MessageFile now = new MessageFile(aggregate, kind, name);
        if (!Files.exists(now.schemaFile())) {
            return "its schema is gone";
        }
        JsonNode message = MessageFile.JSON.readTree(text);
        var errors = now.validate(message);
        if (!errors.isEmpty()) {
            return errors.toString();
        }
        return kind.equals("commands") ? commandProblem(aggregate, text) : eventProblem(now, message);
    }

    private static String commandProblem(AggregateType aggregate, String text) {
        return switch (Message.of(aggregate, text).decode(Mode.STRUCTURED)) {
            case Decoded.Unreadable unreadable -> unreadable.toString();
            case Decoded.Readable(IncomingCommand command) -> {
                var invalid = CommandSchemaTest.invalid(command);
                yield invalid == null ? "" : invalid.toString();
            }
        };
    }

    private static String eventProblem(MessageFile now, JsonNode message) {
        try {
            String data = Objects.requireNonNull(message.get("data")).toString();
            JsonNode again = MessageFile.JSON.readTree(EventSchemaTest.rewritten(now, data));
            return again.equals(MessageFile.JSON.readTree(data)) ? "" : "it is read as " + again;
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
