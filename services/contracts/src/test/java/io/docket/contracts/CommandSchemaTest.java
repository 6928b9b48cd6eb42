package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import io.docket.domain.AggregateType;
import io.docket.domain.Invalid;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductCommandType;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Code and schema of commands agree, both ways (architecture.md §6.3).
class CommandSchemaTest {
    /// Where the decoder knows more than a schema can say: a field's value against the subject, a list of currencies,
    /// the countries whose holidays are known, and what about codes depends on how Docket runs.
    private static final Set<String> SCHEMA_KNOWS_LESS = Set.of(
            "orderId",
            "orderLineId",
            "currency",
            "code",
            "codeProblem",
            "firstResponse",
            "resolution",
            "timeZone",
            "holidaysOf",
            "week");

    /// Something of everything; most of it is wrong for most fields.
    private static final List<String> VALUES = Stream.of(
                    "null",
                    "''",
                    "' '",
                    "'x'",
                    "'CNY'",
                    "'RENEWAL'",
                    "'month'",
                    "'code-expiry'",
                    "'PT4H'",
                    "'PT'",
                    "'PT999H'",
                    "'Asia/Shanghai'",
                    "['2026-10-01']",
                    "['2026-02-30']",
                    "{'MONDAY':['09:00-12:00','13:00-24:00']}",
                    "{'MONDAY':['12:00-09:00']}",
                    "{'MONDAY':['9-12']}",
                    "{'FUNDAY':[]}",
                    "{'2026-10-10':['09:00-12:00']}",
                    "{'2026-10-10':[]}",
                    "'1'",
                    "'0.01'",
                    "'-1'",
                    "'1.1234567'",
                    "'staff:S-7'",
                    "'owner:S-1'",
                    "'staff: '",
                    "'buyer:B-1'",
                    "'a/b'",
                    "0",
                    "1",
                    "1.0",
                    "5",
                    "6",
                    "-1",
                    "1.5",
                    "1200",
                    "1201",
                    "2147483648",
                    "-2147483649",
                    "1e10",
                    "true",
                    "false",
                    "[]",
                    "{}",
                    "[{}]",
                    "['x']",
                    "[{'name':'f'}]",
                    "[{'name':' '}]",
                    "[{'name':'f','sizeBytes':1.0}]",
                    "[{'name':'f','sizeBytes':-1}]",
                    "[{'name':'f','sizeBytes':9007199254740992}]",
                    "[{'name':'f','ref':null,'more':1}]",
                    "{'company':'a','number':'b'}",
                    "{'company':'a'}",
                    "{'company':'a','number':' '}",
                    "'2026-11-23T09:00:00Z'",
                    "'2026-11-23T09:00:00.123456789+08:00'",
                    "'2026-11-23T09:00:00'",
                    "'2026-11-23'",
                    "'2026-02-30T09:00:00Z'",
                    "'2026-11-23T24:00:00Z'",
                    "'2026-11-23T09:00:00+0800'",
                    "'" + "x".repeat(64) + "'",
                    "'" + "x".repeat(65) + "'",
                    "'" + "x".repeat(129) + "'",
                    "'" + "x".repeat(130) + "'",
                    "'staff:" + "x".repeat(65) + "'",
                    "'" + "x".repeat(1_025) + "'",
                    "'" + "x".repeat(10_000) + "'",
                    "'" + "x".repeat(10_001) + "'",
                    "[" + "{'name':'f'},".repeat(20) + "{'name':'f'}]",
                    "[" + "{},".repeat(100) + "{}]")
            .map(value -> value.replace('\'', '"'))
            .toList();

    static List<MessageFile> commands() {
        return MessageFile.commands();
    }

    @Test
    void every_command_has_a_schema_and_an_example_and_every_schema_a_command() {
        Set<String> known = new TreeSet<>();
        Stream.of(SupervisionCommandType.values()).forEach(type -> known.add("supervision " + type.wire()));
        Stream.of(TicketCommandType.values()).forEach(type -> known.add("ticket " + type.wire()));
        Stream.of(ProductCommandType.values()).forEach(type -> known.add("product " + type.wire()));
        Stream.of(SellerCommandType.values()).forEach(type -> known.add("seller " + type.wire()));

        assertThat(commands()).extracting(MessageFile::toString).containsExactlyInAnyOrderElementsOf(known);
        assertThat(commands()).allMatch(command -> Files.exists(command.exampleFile()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void its_example_is_valid_and_decodes_in_both_modes(MessageFile file) {
        assertThat(file.validate(file.example())).isEmpty();

        for (Mode mode : Mode.values()) {
            IncomingCommand command =
                    Message.of(file.aggregate(), file.exampleText()).command(mode);

            assertThat(command.commandType()).isEqualTo(file.name());
            assertThat(invalid(command)).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_field_is_mandatory_to_the_decoder_if_and_only_if_to_the_schema(MessageFile file) {
        Set<String> required = required(file);
        ObjectNode bare = file.example();
        if (bare.get("data") instanceof ObjectNode data) {
            data.retain(required);
        }

        assertThat(file.validate(bare)).isEmpty();
        assertThat(decode(file, bare)).as("with mandatory fields only").isNull();
        for (String field : required) {
            ObjectNode without = file.example();
            ((ObjectNode) without.get("data")).remove(field);
            ObjectNode withNull = file.example();
            ((ObjectNode) withNull.get("data")).putNull(field);

            assertThat(file.validate(without)).as("schema without " + field).isNotEmpty();
            assertThat(file.validate(withNull)).as("schema with null " + field).isNotEmpty();
            assertThat(decode(file, without)).isEqualTo(new Invalid(field, "is missing"));
            assertThat(decode(file, withNull)).isEqualTo(new Invalid(field, "is missing"));
        }
        ObjectNode empty = file.example();
        empty.remove("data");
        assertThat(file.validate(empty).isEmpty()).isEqualTo(required.isEmpty());
        assertThat(decode(file, empty) == null).isEqualTo(required.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void decoder_and_schema_accept_the_same_values(MessageFile file) {
        List<String> disagreements = new ArrayList<>();
        for (String field : properties(file)) {
            for (String value : VALUES) {
                ObjectNode message = file.example();
                if (message.get("data") == null) {
                    message.putObject("data");
                }
                ((ObjectNode) message.get("data")).set(field, MessageFile.JSON.readTree(value));
                var errors = file.validate(message);
                Invalid invalid = decode(file, message);
                boolean tolerated = SCHEMA_KNOWS_LESS.contains(field) && errors.isEmpty();
                if (errors.isEmpty() != (invalid == null) && !tolerated) {
                    disagreements.add("%s = %.60s: schema %s, decoder %s".formatted(field, value, errors, invalid));
                }
            }
        }

        assertThat(disagreements).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_attribute_is_mandatory_to_both(MessageFile file) {
        for (String attribute : new String[] {"specversion", "id", "source", "type", "subject", "actor", "seller"}) {
            ObjectNode without = file.example();
            without.remove(attribute);

            assertThat(file.validate(without)).as("schema without " + attribute).isNotEmpty();
            assertThat(Message.of(file.aggregate(), without.toString()).decode(Mode.STRUCTURED))
                    .isInstanceOf(Decoded.Unreadable.class);
        }
        ObjectNode least = file.example();
        least.remove(List.of("time", "datacontenttype"));
        assertThat(file.validate(least)).isEmpty();
        assertThat(decode(file, least)).isNull();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_schema_names_its_own_type_only(MessageFile file) {
        ObjectNode other = file.example();
        other.put("type", "io.docket.supervision.frobnicate.v1");

        assertThat(file.validate(other)).isNotEmpty();
    }

    private static @Nullable Invalid decode(MessageFile file, ObjectNode message) {
        return invalid(Message.of(file.aggregate(), message.toString()).command(Mode.STRUCTURED));
    }

    static @Nullable Invalid invalid(IncomingCommand command) {
        return switch (command.command().data()) {
            case SupervisionCommand.Malformed malformed -> malformed.invalid();
            case TicketCommand.Malformed malformed -> malformed.invalid();
            case ProductCommand.Malformed malformed -> malformed.invalid();
            case SellerCommand.Malformed malformed -> malformed.invalid();
            default -> null; // four sealed hierarchies meet here
        };
    }

    private static Set<String> required(MessageFile file) {
        Set<String> names = new TreeSet<>();
        for (JsonNode name : file.schema().path("properties").path("data").path("required")) {
            names.add(name.stringValue());
        }
        return names;
    }

    private static Set<String> properties(MessageFile file) {
        JsonNode data = file.schema().path("properties").path("data");
        Set<String> names = new TreeSet<>(data.path("properties").propertyNames());
        if (file.aggregate() == AggregateType.SUPERVISION && data.has("$ref")) {
            names.addAll(Set.of("codeSealed", "codeHash", "codeKeyId", "codeMasked", "code", "codeProblem"));
        }
        return names;
    }
}
