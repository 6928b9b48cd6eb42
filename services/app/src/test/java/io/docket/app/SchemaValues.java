package io.docket.app;

import io.docket.app.Contract.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Random values of a schema, nearly all of them valid.
final class SchemaValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 8;
    /// Where a pattern is to be met, the first of these that does.
    private static final List<String> TEXTS = List.of(
            "S-1",
            "100.00",
            "CNY",
            "P-1",
            "2026-11-23T08:00:00Z",
            "2026-11-23",
            "PT2H",
            "P1D",
            "09:00-18:00",
            "buyer-1",
            "staff:staff-1",
            "Asia/Shanghai",
            "1",
            "x",
            "中文 text",
            "MONDAY");

    private final Contract contract;
    private final SplittableRandom random;

    SchemaValues(Contract contract, SplittableRandom random) {
        this.contract = contract;
        this.random = random;
    }

    JsonNode of(Placed placed) {
        return of(placed, 0);
    }

    private JsonNode of(Placed placed, int depth) {
        JsonNode schema = merged(placed);
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return one(list(schema.path("enum")));
        }
        if (schema.has("anyOf")) {
            return of(new Placed(one(list(schema.path("anyOf"))), placed.file()), depth + 1);
        }
        JsonNode type = schema.path("type");
        String name = type.isArray()
                ? one(list(type)).asString()
                : type.asString(schema.has("properties") ? "object" : "string");
        return switch (name) {
            case "object" -> object(schema, placed, depth);
            case "array" -> array(schema, placed, depth);
            case "integer", "number" -> NODES.numberNode(number(schema));
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(text(schema));
        };
    }

    /// The schema with what it refers to and its `allOf` put into it; references within come to be of the same file.
    private ObjectNode merged(Placed placed) {
        ObjectNode merged = NODES.objectNode();
        placed.schema().properties().forEach(keyword -> {
            switch (keyword.getKey()) {
                case "$ref" ->
                    merge(merged, merged(contract.referred(keyword.getValue().asString(), placed.file())));
                case "allOf" ->
                    keyword.getValue().forEach(part -> merge(merged, merged(new Placed(part, placed.file()))));
                default -> merge(merged, inlined(keyword.getKey(), keyword.getValue(), placed));
            }
        });
        return merged;
    }

    /// One keyword, with the references directly below it resolved.
    private ObjectNode inlined(String keyword, JsonNode value, Placed placed) {
        ObjectNode one = NODES.objectNode();
        if (keyword.equals("properties")) {
            ObjectNode properties = one.putObject(keyword);
            value.properties()
                    .forEach(property ->
                            properties.set(property.getKey(), merged(new Placed(property.getValue(), placed.file()))));
        } else if (keyword.equals("items") || (keyword.equals("additionalProperties") && value.isObject())) {
            one.set(keyword, merged(new Placed(value, placed.file())));
        } else if (keyword.equals("anyOf")) {
            ArrayNode all = one.putArray(keyword);
            value.forEach(part -> all.add(merged(new Placed(part, placed.file()))));
        } else {
            one.set(keyword, value);
        }
        return one;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(keyword -> {
            JsonNode there = into.path(keyword.getKey());
            if (there instanceof ObjectNode object && keyword.getValue() instanceof ObjectNode more) {
                object.setAll(more);
            } else if (there instanceof ArrayNode array && keyword.getKey().equals("required")) {
                keyword.getValue().forEach(array::add);
            } else {
                into.set(keyword.getKey(), keyword.getValue().deepCopy());
            }
        });
    }

    private ObjectNode object(JsonNode schema, Placed placed, int depth) {
        List<String> required =
                list(schema.path("required")).stream().map(JsonNode::asString).toList();
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            boolean there = required.contains(property.getKey()) || (depth < DEPTH_MAX && random.nextInt(3) == 0);
            if (there) {
                object.set(property.getKey(), of(new Placed(property.getValue(), placed.file()), depth + 1));
            }
        });
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject() && depth < DEPTH_MAX) {
            object.set(text(schema.path("propertyNames")), of(new Placed(others, placed.file()), depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, Placed placed, int depth) {
        ArrayNode array = NODES.arrayNode();
        int size =
                depth < DEPTH_MAX ? random.nextInt(3) + schema.path("minItems").asInt(0) : 0;
        for (int at = 0; at < size; at++) {
            array.add(of(new Placed(schema.path("items"), placed.file()), depth + 1));
        }
        return array;
    }

    private long number(JsonNode schema) {
        long min = schema.path("minimum").asLong(-1_000);
        long max = schema.path("maximum").asLong(1_000);
        return min + Math.floorMod(random.nextLong(), Math.max(1, Math.min(max - min, 1_000) + 1));
    }

    private String text(JsonNode schema) {
        String format = schema.path("format").asString("");
        Pattern pattern = Pattern.compile(schema.path("pattern").asString(""));
        int charsMax = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        if (format.equals("date-time")) {
            return "2026-11-23T08:00:00Z";
        }
        List<String> fitting = TEXTS.stream()
                .filter(text -> pattern.matcher(text).find() && text.length() <= charsMax)
                .toList();
        return fitting.isEmpty() ? "x" : one(fitting);
    }

    private static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
