package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `asyncapi.yaml` names the six topics and every message.
class AsyncApiTest {
    private static final JsonNode DOCUMENT =
            YAMLMapper.builder().build().readTree(MessageFile.text(MessageFile.ROOT.resolve("asyncapi.yaml")));

    @Test
    void its_channels_are_the_topics() {
        assertThat(DOCUMENT.path("asyncapi").stringValue()).startsWith("3.0");
        assertThat(DOCUMENT.path("channels").values())
                .extracting(channel -> channel.path("address").stringValue())
                .containsExactlyInAnyOrderElementsOf(AggregateType.ofTopics().stream()
                        .flatMap(type -> Stream.of(type.commandTopic(), type.eventTopic()))
                        .toList());
    }

    @Test
    void every_message_stands_in_its_channel_with_its_schema() {
        Set<String> expected = new TreeSet<>();
        Stream.of(MessageFile.commands(), MessageFile.events())
                .flatMap(files -> files.stream())
                .forEach(file -> expected.add(
                        "%s %s %s".formatted(topic(file), type(file), MessageFile.ROOT.relativize(file.schemaFile()))));
        Set<String> found = new TreeSet<>();
        for (JsonNode channel : DOCUMENT.path("channels")) {
            for (JsonNode reference : channel.path("messages")) {
                JsonNode message = resolve(reference.path("$ref").stringValue());
                String schema =
                        message.path("payload").path("schema").path("$ref").stringValue();
                found.add("%s %s %s"
                        .formatted(
                                channel.path("address").stringValue(),
                                message.path("name").stringValue(),
                                schema.replaceFirst("^\\./", "")));
                assertThat(Files.exists(MessageFile.ROOT.resolve(schema))).isTrue();
            }
        }

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void every_operation_has_its_channel() {
        for (JsonNode operation : DOCUMENT.path("operations")) {
            assertThat(resolve(operation.path("channel").path("$ref").stringValue())
                            .has("address"))
                    .isTrue();
        }
    }

    private static String topic(MessageFile file) {
        return file.kind().equals("commands")
                ? file.aggregate().commandTopic()
                : file.aggregate().eventTopic();
    }

    private static String type(MessageFile file) {
        return Objects.requireNonNull(
                file.schema().path("properties").path("type").path("const").stringValue());
    }

    private static JsonNode resolve(String reference) {
        JsonNode found = DOCUMENT.at(reference.substring(1));
        assertThat(found.isMissingNode()).as(reference).isFalse();
        return found;
    }
}
