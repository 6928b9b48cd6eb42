package io.docket.contracts;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// JSON text to trees and back, without reflection: the hot loop spends its time here. Stricter than the standard: a
/// name may stand in an object once, and everything has a limit ([Limits]).
final class JsonText {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Or a value in UTF-16 would be read, though the contract says UTF-8.
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH_MAX)
                    .maxNumberLength(Limits.NUMBER_CHARS_MAX)
                    .maxNameLength(Limits.NAME_CHARS_MAX)
                    .build())
            .build();

    private JsonText() {}

    static ObjectNode object() {
        return new ObjectNode(JsonNodeFactory.instance);
    }

    /// @param utf8 already found to be well-formed UTF-8
    /// @param escaped whether a `u` escape is in it
    /// @throws Undecodable if it is not one JSON value within the limits; the reason never quotes the value, for it
    /// may be an authorization code
    static JsonNode parse(byte[] utf8, boolean escaped) throws Undecodable {
        try (JsonParser parser = parser(utf8, escaped)) {
            try {
                parser.nextToken();
                JsonNode value = value(parser);
                if (parser.nextToken() != null) {
                    throw Undecodable.unreadable("Expected one JSON value, but more follows it");
                }
                return value;
            } catch (JacksonException | ArithmeticException | NumberFormatException e) {
                throw Undecodable.unreadable(
                        ("Expected JSON of at most %d levels with numbers of at most %d characters,"
                                        + " but it cannot be read near position %d")
                                .formatted(Limits.DEPTH_MAX, Limits.NUMBER_CHARS_MAX, at(parser)));
            }
        }
    }

    /// From bytes where that is possible. Their parser refuses a name with half a surrogate pair, which is for
    /// `decide` to refuse with the field, so what may hide one is read from text.
    private static JsonParser parser(byte[] utf8, boolean escaped) {
        return escaped
                ? FACTORY.createParser(ObjectReadContext.empty(), new String(utf8, StandardCharsets.UTF_8))
                : FACTORY.createParser(ObjectReadContext.empty(), utf8);
    }

    private static long at(JsonParser parser) {
        TokenStreamLocation location = parser.currentLocation();
        return Math.max(location.getByteOffset(), location.getCharOffset());
    }

    /// What Docket itself has written: an event's data.
    ///
    /// @throws IllegalArgumentException if it has not
    static ObjectNode parseOwn(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (value(parser) instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("Expected an object that Docket has written, but it is none");
        } catch (Undecodable | JacksonException e) {
            throw new IllegalArgumentException("Expected data that Docket has written, but it cannot be read", e);
        }
    }

    static String write(ObjectNode object) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, object);
        }
        return text.toString();
    }

    private static JsonNode value(JsonParser parser) throws Undecodable {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw Undecodable.unreadable("Expected a JSON value, but there is none");
        }
        return switch (token) {
            case START_OBJECT -> objectValue(parser);
            case START_ARRAY -> arrayValue(parser);
            case VALUE_STRING -> StringNode.valueOf(parser.getString());
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("A JSON value cannot begin with " + token);
        };
    }

    private static ObjectNode objectValue(JsonParser parser) throws Undecodable {
        ObjectNode object = object();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (object.replace(name, value(parser)) != null) {
                throw Undecodable.unreadable(
                        "Expected every name once in an object, but one is there twice near position " + at(parser));
            }
        }
        return object;
    }

    private static ArrayNode arrayValue(JsonParser parser) throws Undecodable {
        ArrayNode array = new ArrayNode(JsonNodeFactory.instance);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /// A number of many digits and an exponent is longer as Docket writes it, in the data of an event: then it could
    /// not
    /// be read again.
    private static JsonNode decimal(JsonParser parser) throws Undecodable {
        BigDecimal value = parser.getDecimalValue();
        if (parser.getStringLength() + Limits.NUMBER_GROWTH_CHARS > Limits.NUMBER_CHARS_MAX
                && value.toString().length() > Limits.NUMBER_CHARS_MAX) {
            throw Undecodable.unreadable("Expected numbers of at most %d characters, but one is longer near position %d"
                    .formatted(Limits.NUMBER_CHARS_MAX, at(parser)));
        }
        return DecimalNode.valueOf(value);
    }

    private static JsonNode integer(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? BigIntegerNode.valueOf(parser.getBigIntegerValue())
                : LongNode.valueOf(parser.getLongValue());
    }

    private static void write(JsonGenerator generator, JsonNode node) {
        if (node instanceof ObjectNode object) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> property : object.properties()) {
                generator.writeName(property.getKey());
                write(generator, property.getValue());
            }
            generator.writeEndObject();
        } else if (node instanceof ArrayNode array) {
            generator.writeStartArray();
            for (JsonNode element : array) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (node.isString()) {
            generator.writeString(node.stringValue());
        } else if (node.isIntegralNumber()) {
            writeInteger(generator, node);
        } else if (node.isNumber()) {
            generator.writeNumber(node.decimalValue());
        } else if (node.isBoolean()) {
            generator.writeBoolean(node.booleanValue());
        } else {
            generator.writeNull();
        }
    }

    private static void writeInteger(JsonGenerator generator, JsonNode node) {
        if (node.isBigInteger()) {
            generator.writeNumber(node.bigIntegerValue());
        } else {
            generator.writeNumber(node.longValue());
        }
    }
}
