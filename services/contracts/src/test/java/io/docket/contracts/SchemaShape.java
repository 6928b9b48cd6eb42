package io.docket.contracts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// What a schema lets through, with its references resolved and its parts put together, so that two versions of it can
/// be held against each other however they are written.
///
/// @param types empty: any
/// @param values the constant or the enumeration's values; empty: any
/// @param limits `maxLength`, `minimum` and the like, as written; the narrowest where there are several
/// @param conditions patterns, formats and what compares parts (`if`, `not`, `anyOf`), as written
/// @param parts properties by name; `*` are items, `{}` additional properties, `{name}` their names
record SchemaShape(
        Set<String> types,
        Set<String> values,
        Set<String> required,
        Map<String, JsonNode> limits,
        Set<String> conditions,
        Map<String, SchemaShape> parts) {
    private static final Set<String> LIMITS =
            Set.of("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "maxProperties");
    private static final Set<String> PLAIN = Set.of("pattern", "format");
    private static final Set<String> COMPARING = Set.of("if", "then", "else", "not", "anyOf", "oneOf");
    private static final Set<String> SAYING = Set.of("$schema", "$id", "title", "description", "$defs", "examples");
    private static final Map<String, String> WITHIN = Map.of(
            "items", "*",
            "additionalProperties", "{}",
            "propertyNames", "{name}");
    private static final int DEPTH_MAX = 32;

    static SchemaShape of(Path file) {
        SchemaShape shape = empty();
        shape.add(MessageFile.JSON.readTree(file), file, 0);
        return shape;
    }

    private static SchemaShape empty() {
        return new SchemaShape(
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new LinkedHashMap<>(),
                new TreeSet<>(),
                new LinkedHashMap<>());
    }

    private void add(JsonNode schema, Path file, int depth) {
        if (depth > DEPTH_MAX) {
            throw new IllegalArgumentException("Expected schemas of at most " + DEPTH_MAX + " levels in " + file);
        }
        if (schema.isBoolean()) {
            if (!schema.booleanValue()) {
                conditions.add("never");
            }
            return;
        }
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            add(keyword.getKey(), keyword.getValue(), schema, file, depth + 1);
        }
    }

    private void add(String keyword, JsonNode value, JsonNode schema, Path file, int depth) {
        if (keyword.equals("$ref")) {
            Referred referred = Referred.of(value.stringValue(), file);
            add(referred.schema(), referred.file(), depth);
        } else if (keyword.equals("allOf")) {
            value.forEach(part -> add(part, file, depth));
        } else if (keyword.equals("properties")) {
            value.properties().forEach(property -> part(property.getKey()).add(property.getValue(), file, depth));
        } else if (WITHIN.containsKey(keyword)) {
            part(Objects.requireNonNull(WITHIN.get(keyword))).add(value, file, depth);
        } else if (keyword.equals("required")) {
            value.forEach(name -> required.add(name.stringValue()));
        } else if (keyword.equals("type")) {
            List<String> named = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(type -> named.add(type.stringValue()));
            } else {
                named.add(value.stringValue());
            }
            narrow(types, named);
        } else if (keyword.equals("enum") || keyword.equals("const")) {
            narrow(values, texts(keyword.equals("const") ? List.of(value) : value));
        } else if (LIMITS.contains(keyword)) {
            limits.merge(keyword, value, (one, other) -> narrower(keyword, one, other) ? one : other);
        } else if (PLAIN.contains(keyword) || COMPARING.contains(keyword)) {
            conditions.add(keyword + " " + Referred.resolved(value, file));
        } else if (!SAYING.contains(keyword)) {
            throw new IllegalArgumentException("Expected a keyword that can be compared, but in %s there is %s"
                    .formatted(file, keyword + " of " + schema));
        }
    }

    private SchemaShape part(String name) {
        return parts.computeIfAbsent(name, _ -> empty());
    }

    private static void narrow(Set<String> known, Collection<String> named) {
        if (known.isEmpty()) {
            known.addAll(named);
        } else {
            known.retainAll(named);
        }
    }

    private static Set<String> texts(Iterable<JsonNode> values) {
        Set<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(value.toString()));
        return texts;
    }

    static boolean narrower(String limit, JsonNode one, JsonNode other) {
        int order = one.decimalValue().compareTo(other.decimalValue());
        return limit.startsWith("max") ? order < 0 : order > 0;
    }
}
