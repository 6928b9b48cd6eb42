package io.docket.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.docket.domain.AggregateType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A message type as the repository's `schemas/` describe it.
///
/// @param kind `commands` or `events`
/// @param name of the command or event
record MessageFile(AggregateType aggregate, String kind, String name) {
    static final Path ROOT = Path.of("..", "..", "schemas").toAbsolutePath().normalize();
    static final String EXAMPLE = ".example.json";
    static final JsonMapper JSON = JsonMapper.builder().build();

    /// Where the validator believes the schemas to be; it does not open files.
    private static final String BASE = "https://docket.invalid/schemas/";

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(MessageFile::schemaText)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    static List<MessageFile> commands() {
        return all("commands");
    }

    static List<MessageFile> events() {
        return all("events");
    }

    private static List<MessageFile> all(String kind) {
        return Arrays.stream(AggregateType.values())
                .flatMap(aggregate ->
                        names(ROOT.resolve(aggregate.wire(), kind)).map(name -> new MessageFile(aggregate, kind, name)))
                .toList();
    }

    private static Stream<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(file -> !file.endsWith(EXAMPLE))
                    .map(file -> file.replace(".json", ""))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path schemaFile() {
        return ROOT.resolve(aggregate.wire(), kind, name + ".json");
    }

    Path exampleFile() {
        return ROOT.resolve(aggregate.wire(), kind, name + EXAMPLE);
    }

    /// The schema as written.
    JsonNode schema() {
        return JSON.readTree(schemaFile());
    }

    String exampleText() {
        return text(exampleFile());
    }

    ObjectNode example() {
        return (ObjectNode) JSON.readTree(exampleText());
    }

    List<Error> validate(JsonNode message) {
        Schema schema = REGISTRY.getSchema(SchemaLocation.of(BASE + ROOT.relativize(schemaFile())));
        return schema.validate(message);
    }

    private static @Nullable String schemaText(String iri) {
        return iri.startsWith(BASE) ? text(ROOT.resolve(iri.substring(BASE.length()))) : null;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return aggregate.wire() + " " + name;
    }
}
