package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No change to a published schema is incompatible (architecture.md §6.3); and the check itself notices each kind.
class SchemaCompatibilityTest {
    private static final String COMMAND = "supervision/commands/thing.json";
    private static final String EVENT = "supervision/events/thing-done.json";
    private static final String SCHEMA = """
            {"$ref": "../../common.json#/$defs/envelope", "properties": {"data": {
              "type": "object", "required": ["amount"],
              "properties": {
                "amount": {"type": "string", "maxLength": 10, "pattern": "^[0-9]+$"},
                "kind": {"enum": ["A", "B"]},
                "note": {"type": ["string", "null"]},
                "files": {"type": "array", "maxItems": 20, "items": {"$ref": "../../common.json#/$defs/file"}}}}}}""";
    private static final String COMMON = """
            {"$defs": {"envelope": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
                       "file": {"type": "object", "properties": {"name": {"type": "string"}}}}}""";

    @TempDir
    private Path directory;

    @Test
    void todays_schemas_take_and_promise_what_every_released_version_did() throws IOException {
        try (Stream<Path> versions = Files.list(MessageFile.ROOT.resolve("released"))) {
            for (Path version : versions.filter(Files::isDirectory).toList()) {
                assertThat(SchemaCompatibility.problems(version, MessageFile.ROOT))
                        .as("schemas/released/" + version.getFileName())
                        .isEmpty();
            }
        }
    }

    @Test
    void todays_schemas_would_be_compatible_with_themselves() throws IOException {
        assertThat(SchemaCompatibility.problems(MessageFile.ROOT, MessageFile.ROOT))
                .isEmpty();
    }

    @Test
    void what_is_added_and_optional_is_compatible() throws IOException {
        assertThat(changed(
                        COMMAND,
                        text -> text.replace("\"kind\":", "\"more\": {\"type\": \"integer\"}, \"kind\":")
                                .replace("\"B\"", "\"B\", \"C\"")
                                .replace("10", "20")))
                .isEmpty();
        assertThat(changed(
                        EVENT,
                        text -> text.replace("\"kind\":", "\"more\": {\"type\": \"integer\"}, \"kind\":")
                                .replace("\"B\"", "\"B\", \"C\"")))
                .isEmpty();
        assertThat(changed(COMMAND, text -> text.replace("\"required\": [\"amount\"],", "")))
                .isEmpty();
    }

    @Test
    void a_command_that_takes_less_is_noticed() throws IOException {
        assertNoticed(
                COMMAND,
                text -> text.replace("\"type\": \"string\", \"maxLength\"", "\"type\": \"number\", \"maxLength\""),
                "supervision/commands/thing: data.amount may no longer be of type [string] since 0.0.1: whoever sends"
                        + " it as released would be refused");
        assertNoticed(COMMAND, text -> text.replace(", \"null\"", ""), "data.note may no longer be of type [null]");
        assertNoticed(COMMAND, text -> text.replace("\"A\", ", ""), "data.kind may no longer be [\"A\"]");
        assertNoticed(COMMAND, text -> text.replace("[\"amount\"]", "[\"amount\", \"note\"]"), "data.note has become");
        assertNoticed(COMMAND, text -> text.replace("10", "9"), "data.amount has maxLength 9, and had 10");
        assertNoticed(COMMAND, text -> text.replace("[0-9]+$", "[0-9]$"), "data.amount has a condition");
        assertNoticed(COMMAND, text -> text.replace("\"kind\": {\"enum\": [\"A\", \"B\"]},", ""), "data.kind is gone");
        assertNoticed(COMMAND, text -> text.replace("\"maxItems\": 20", "\"maxItems\": 2"), "data.files has maxItems");
        assertNoticed(
                COMMAND,
                text -> text.replace("\"type\": \"object\", \"required\"", "\"not\": {}, \"required\""),
                "has a condition that it had not: not {}");
    }

    @Test
    void an_event_that_promises_less_or_forgets_what_lies_in_logs_is_noticed() throws IOException {
        assertNoticed(
                EVENT,
                text -> text.replace("\"required\": [\"amount\"],", ""),
                "supervision/events/thing-done: data.amount is no longer always there since 0.0.1: whoever reads events"
                        + " as released counts on it");
        assertNoticed(
                EVENT,
                text -> text.replace("[\"amount\"]", "[\"amount\", \"note\"]"),
                "data.note has become mandatory since 0.0.1: events that lie in logs would no longer be valid");
        assertNoticed(EVENT, text -> text.replace("[\"A\", \"B\"]", "[\"A\"]"), "data.kind may no longer be [\"B\"]");
        assertNoticed(EVENT, text -> text.replace("\"type\": \"array\", ", ""), "data.files may also be of type any");
        assertNoticed(
                EVENT,
                text -> text.replace("\"note\": {\"type\": [\"string\", \"null\"]},", ""),
                "data.note is gone since 0.0.1: whoever reads events");
    }

    @Test
    void a_change_of_what_messages_share_is_noticed_in_each() throws IOException {
        write("released/0.0.1", COMMON, SCHEMA, SCHEMA);
        write(
                "today",
                COMMON.replace("\"name\": {\"type\": \"string\"}", "\"name\": {\"type\": \"null\"}"),
                SCHEMA,
                SCHEMA);

        assertThat(problems()).hasSize(3).allMatch(problem -> problem.contains("data.files.*.name"));
    }

    @Test
    void a_message_that_is_gone_is_noticed() throws IOException {
        write("released/0.0.1", COMMON, SCHEMA, SCHEMA);
        write("today", COMMON, SCHEMA, SCHEMA);
        Files.delete(directory.resolve("today").resolve(EVENT));

        assertThat(problems()).singleElement().asString().contains("supervision/events/thing-done of 0.0.1 is gone");
    }

    private void assertNoticed(String file, UnaryOperator<String> change, String problem) throws IOException {
        assertThat(changed(file, change)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    private List<String> changed(String file, UnaryOperator<String> change) throws IOException {
        String changed = change.apply(SCHEMA);
        assertThat(changed).isNotEqualTo(SCHEMA);
        write("released/0.0.1", COMMON, SCHEMA, SCHEMA);
        write("today", COMMON, file.equals(COMMAND) ? changed : SCHEMA, file.equals(EVENT) ? changed : SCHEMA);
        return problems();
    }

    private List<String> problems() throws IOException {
        return SchemaCompatibility.problems(directory.resolve("released/0.0.1"), directory.resolve("today"));
    }

    private void write(String version, String common, String command, String event) throws IOException {
        Path root = directory.resolve(version);
        for (var entry : java.util.Map.of("common.json", common, COMMAND, command, EVENT, event)
                .entrySet()) {
            Path file = root.resolve(entry.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, entry.getValue());
        }
    }
}
