package io.docket.app;

import io.docket.app.Contract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Requests of an operation: as its schema has them, and damaged in every way that somebody came upon.
final class HostileRequests {
    private final SplittableRandom random;
    private final SchemaValues values;
    private final Contract contract;
    private final List<String> ids;

    /// @param ids encoded, of things that are there
    HostileRequests(Contract contract, SplittableRandom random, List<String> ids) {
        this.contract = contract;
        this.random = random;
        this.values = new SchemaValues(contract, random);
        this.ids = ids;
    }

    /// @param authorization null: nobody
    /// @param target path and query, encoded
    /// @param sound whether nothing about it was damaged on purpose
    record Request(
            String method,
            String target,
            @Nullable String authorization,
            Map<String, String> headers,
            byte[] body,
            boolean sound) {
        @Override
        public String toString() {
            String text = new String(body, StandardCharsets.UTF_8);
            return "%s %s as %s with %s and %s"
                    .formatted(
                            method,
                            target,
                            authorization,
                            headers,
                            text.length() > 300 ? text.substring(0, 300) : text);
        }
    }

    Request of(Operation operation) {
        boolean sound = random.nextInt(3) == 0;
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> headers = new LinkedHashMap<>();
        String path = operation.path();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asString();
            switch (parameter.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", inPath(name, parameter, sound));
                case "query" -> {
                    if (random.nextInt(operation.parameters().size() + 2) < 2) {
                        query.put(name, odd(sound) ? one(Oddities.VALUES) : encoded(valid(parameter)));
                    }
                }
                default -> {}
            }
        }
        if (odd(sound)) {
            query.put(one(List.of("limit", "cursor", "nonsense", "%00", "sellerId")), one(Oddities.VALUES));
        }
        boolean post = operation.method().equals("POST");
        byte[] body = post ? body(operation, path, sound) : new byte[0];
        if (post) {
            headers.put(
                    "Idempotency-Key",
                    UUID.nameUUIDFromBytes(bytes(Long.toString(random.nextLong())))
                            .toString());
            headers.put("Prefer", random.nextInt(4) == 0 ? "wait=2" : "wait=0");
            headers.put("Content-Type", operation.path().endsWith("/attachments") ? "text/plain" : "application/json");
        }
        if (odd(sound)) {
            String name = one(List.copyOf(Oddities.HEADERS.keySet()));
            headers.put(name, one(Oddities.HEADERS.getOrDefault(name, List.of(""))));
        }
        if (odd(sound)) {
            headers.remove(one(List.of("Idempotency-Key", "Prefer", "Content-Type")));
        }
        boolean other = !sound && random.nextInt(12) == 0;
        String target = path
                + (query.isEmpty()
                        ? ""
                        : "?"
                                + query.entrySet().stream()
                                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                                        .collect(Collectors.joining("&")));
        return new Request(
                other ? one(Oddities.OTHER_METHODS) : operation.method(),
                target,
                authorization(),
                headers,
                body,
                sound && !other);
    }

    private boolean odd(boolean sound) {
        return !sound && random.nextInt(4) == 0;
    }

    private String inPath(String name, JsonNode parameter, boolean sound) {
        if (odd(sound)) {
            return one(Oddities.VALUES);
        }
        return name.equals("id") ? one(ids) : encoded(valid(parameter));
    }

    private String valid(JsonNode parameter) {
        return values.of(contract.placed(parameter.path("schema"))).asString("x");
    }

    private @Nullable String authorization() {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 ->
                one(List.of(
                        "Basic",
                        "Basic !!!",
                        "Basic OjA6",
                        "Bearer x",
                        "Basic " + base64("buyer-1:wrong"),
                        "Basic " + base64("\0:demo"),
                        "Basic " + "QUFB".repeat(1_000),
                        "nonsense"));
            default -> "Basic " + base64(one(Oddities.USERS) + ":demo");
        };
    }

    private byte[] body(Operation operation, String path, boolean sound) {
        if (operation.path().endsWith("/attachments")) {
            byte[] file = new byte[random.nextInt(3_000)];
            for (int at = 0; at < file.length; at++) {
                file[at] = (byte) (odd(sound) ? random.nextInt(256) : 'a');
            }
            return file;
        }
        if (odd(sound) && random.nextInt(3) == 0) {
            return bytes(one(Oddities.BODIES));
        }
        if (odd(sound) && random.nextInt(6) == 0) {
            return random.nextBoolean()
                    ? bytes("{\"a\":\"" + "z".repeat(300_000) + "\"}")
                    : new byte[] {'{', (byte) 0xC3, 0x28};
        }
        JsonNode data = values.of(contract.placed(ofCommand(operation.body(), path)));
        if (data instanceof ObjectNode object && random.nextBoolean()) {
            object.put("sellerId", "S-1");
        }
        String text = data.toString();
        if (!sound) {
            text = damaged(data).replace("\"#", "").replace("#\"", "");
        }
        return bytes(odd(sound) && text.length() > 1 ? text.substring(0, random.nextInt(text.length())) : text);
    }

    /// Of all the commands that a body may be of, the one in the path.
    private JsonNode ofCommand(JsonNode schema, String path) {
        String file = "/" + path.substring(path.lastIndexOf('/') + 1) + ".json#";
        for (JsonNode command : schema.path("anyOf")) {
            if (command.path("$ref").asString("").contains(file)) {
                return command;
            }
        }
        return schema;
    }

    /// The text of the data with odd values in some places. They are put in as text, for no tree can hold them.
    private String damaged(JsonNode data) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(data, objects);
        for (int hits = random.nextInt(3); hits > 0 && !objects.isEmpty(); hits--) {
            ObjectNode object = one(objects);
            List<String> names = new ArrayList<>(object.propertyNames());
            String name = names.isEmpty() || random.nextInt(5) == 0 ? "code" : one(names);
            if (random.nextInt(5) == 0) {
                object.remove(name);
            } else {
                object.set(name, JsonNodeFactory.instance.stringNode("#" + objects.size() + hits + "#"));
                String odd = one(one(List.of(Oddities.NUMBERS, Oddities.TEXTS, Oddities.TREES)));
                return data.toString().replace("\"#" + objects.size() + hits + "#\"", odd);
            }
        }
        return data.toString();
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(child -> collect(child, objects));
        }
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String base64(String text) {
        return java.util.Base64.getEncoder().encodeToString(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
