package io.docket.app;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `schemas/openapi.yaml`, operation by operation.
final class Contract {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path FILE = Repository.ROOT.resolve("schemas/openapi.yaml");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode root;
    private final Map<String, Schema> compiled = new HashMap<>();

    Contract() {
        try {
            root = JSON.valueToTree(new Yaml().load(Files.readString(FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param method upper-case
    /// @param parameters of the operation and of its path, references resolved
    /// @param body its schema for JSON, for other content a string; null: none
    record Operation(String method, String path, List<JsonNode> parameters, JsonNode body, JsonNode responses) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// A schema and the file it stands in, which its references are relative to.
    record Placed(JsonNode schema, Path file) {}

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (!method.getKey().equals("parameters")) {
                        operations.add(operation(path.getKey(), path.getValue(), method.getKey(), method.getValue()));
                    }
                }));
        return operations;
    }

    private Operation operation(String path, JsonNode shared, String method, JsonNode operation) {
        List<JsonNode> parameters = new ArrayList<>();
        shared.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        JsonNode body =
                content.isEmpty() ? JSON.nullNode() : content.iterator().next().path("schema");
        return new Operation(method.toUpperCase(Locale.ROOT), path, parameters, body, operation.path("responses"));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? referred(node.path("$ref").asString(), FILE).schema() : node;
    }

    /// What a reference from a schema file leads to.
    Placed referred(String ref, Path file) {
        int hash = ref.indexOf('#');
        Path target = hash == 0
                ? file
                : Objects.requireNonNull(file.getParent())
                        .resolve(ref.substring(0, hash))
                        .normalize();
        JsonNode document = target.equals(FILE) ? root : JSON.readTree(target);
        JsonNode schema = document.at(ref.substring(hash + 1));
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("Nothing at " + ref + " from " + file);
        }
        return new Placed(schema, target);
    }

    Placed placed(JsonNode schema) {
        return new Placed(schema, FILE);
    }

    /// What an answer has that the contract does not say; empty: nothing.
    List<String> complaints(Operation operation, int status, String mediaType, String body) {
        JsonNode response = resolved(operation.responses().path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of("status " + status + " is not described");
        }
        JsonNode schema = response.path("content").path(mediaType).path("schema");
        return schema.isMissingNode() || !mediaType.endsWith("json") ? List.of() : complaints(schema, body);
    }

    List<String> problemComplaints(String body) {
        return complaints(root.at("/components/schemas/Problem"), body);
    }

    private List<String> complaints(JsonNode schema, String body) {
        Schema known = compiled.computeIfAbsent(schema.toString(), _ -> {
            ObjectNode whole = JSON.createObjectNode();
            whole.set("components", root.path("components"));
            whole.set("allOf", JSON.createArrayNode().add(schema));
            return REGISTRY.getSchema(whole);
        });
        return known.validate(JSON.readTree(body)).stream()
                .map(Object::toString)
                .toList();
    }
}
