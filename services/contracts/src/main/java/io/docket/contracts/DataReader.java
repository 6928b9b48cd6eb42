package io.docket.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads an event's data as [DataWriter] has written it. What is not there as it must be is a programming error or a
/// damaged event log, so it throws.
final class DataReader {
    private final ObjectNode data;

    DataReader(String json) {
        this(JsonText.parseOwn(json));
    }

    private DataReader(ObjectNode data) {
        this.data = data;
    }

    /// An object within; null if it is not there.
    @Nullable
    DataReader object(String name) {
        return node(name) instanceof ObjectNode inner ? new DataReader(inner) : null;
    }

    boolean has(String name) {
        return node(name) != null;
    }

    String text(String name) {
        return present(name, optionalText(name));
    }

    @Nullable
    String optionalText(String name) {
        JsonNode node = node(name);
        return node == null ? null : node.stringValue();
    }

    @Nullable
    Integer optionalInt(String name) {
        JsonNode node = node(name);
        return node == null ? null : (Integer) node.intValue();
    }

    int integer(String name) {
        return present(name, optionalInt(name));
    }

    @Nullable
    Long optionalLong(String name) {
        JsonNode node = node(name);
        return node == null ? null : (Long) node.longValue();
    }

    boolean flag(String name) {
        return present(name, node(name)).booleanValue();
    }

    @Nullable
    Instant optionalTime(String name) {
        String text = optionalText(name);
        return text == null ? null : Instant.parse(text);
    }

    /// The texts of an object, by name; none if it is not there.
    Map<String, String> texts(String name) {
        JsonNode node = node(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (node != null) {
            node.properties()
                    .forEach(field -> texts.put(field.getKey(), field.getValue().stringValue()));
        }
        return texts;
    }

    BigDecimal money(String name) {
        return new BigDecimal(text(name));
    }

    <E extends Enum<E>> E choice(String name, Map<String, E> choices) {
        String text = text(name);
        return Objects.requireNonNull(
                choices.get(text), () -> "Expected a known value of %s, but it is %s".formatted(name, text));
    }

    private @Nullable JsonNode node(String name) {
        JsonNode node = data.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static <T> T present(String name, @Nullable T value) {
        return Objects.requireNonNull(
                value, () -> "Expected %s in the event's data, but it is missing".formatted(name));
    }
}
