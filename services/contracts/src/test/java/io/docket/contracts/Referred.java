package io.docket.contracts;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a `$ref` of a schema file leads to, and in which file that stands.
record Referred(JsonNode schema, Path file) {

    /// @param ref `../../common.json#/$defs/id` or `#/$defs/id`
    static Referred of(String ref, Path file) {
        int hash = ref.indexOf('#');
        String path = hash < 0 ? ref : ref.substring(0, hash);
        Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        JsonNode root = MessageFile.JSON.readTree(target);
        JsonNode schema = hash < 0 ? root : root.at(ref.substring(hash + 1));
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException(
                    "Expected a schema at %s from %s, but there is none".formatted(ref, file));
        }
        return new Referred(schema, target);
    }

    /// The schema with all references in it replaced by what they lead to, names in order: two that mean the same are
    /// the same text.
    static String resolved(JsonNode schema, Path file) {
        return expanded(schema, file).toString();
    }

    private static JsonNode expanded(JsonNode schema, Path file) {
        if (schema instanceof ArrayNode array) {
            ArrayNode all = array.arrayNode();
            array.forEach(element -> all.add(expanded(element, file)));
            return all;
        }
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode all = object.objectNode();
        object.properties().stream()
                .filter(field -> !field.getKey().equals("description"))
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> {
                    if (field.getKey().equals("$ref")) {
                        Referred referred =
                                of(Objects.requireNonNull(field.getValue().stringValue()), file);
                        all.set("$ref", expanded(referred.schema(), referred.file()));
                    } else {
                        all.set(field.getKey(), expanded(field.getValue(), file));
                    }
                });
        return all;
    }
}
