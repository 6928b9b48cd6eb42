package io.docket.contracts;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads an object's fields one by one and remembers the first that is missing or wrong. A field given as null counts
/// as absent. After something wrong the values returned mean nothing: ask [#invalid] before using any.
final class Fields {
    private static final int LONG_DIGITS_SURE = 18;

    private final ObjectNode data;
    private @Nullable Invalid invalid;

    Fields(ObjectNode data) {
        this.data = data;
    }

    @Nullable
    Invalid invalid() {
        return invalid;
    }

    /// @param problem completes *Expected a valid …, but it …*
    void wrong(String field, String problem) {
        if (invalid == null) {
            invalid = new Invalid(field, problem);
        }
    }

    void wrong(@Nullable Invalid found) {
        if (invalid == null) {
            invalid = found;
        }
    }

    String id(String name) {
        return text(name, Limits.ID_CHARS_MAX);
    }

    String composedId(String name) {
        return text(name, Limits.COMPOSED_ID_CHARS_MAX);
    }

    String text(String name) {
        return text(name, Limits.TEXT_CHARS_MAX);
    }

    @Nullable
    String optionalId(String name) {
        return optionalText(name, Limits.ID_CHARS_MAX);
    }

    @Nullable
    String optionalText(String name) {
        return optionalText(name, Limits.TEXT_CHARS_MAX);
    }

    /// Mandatory: some text that is not blank.
    private String text(String name, int charsMax) {
        String text = optionalText(name, charsMax);
        if (text == null) {
            missing(name);
            return "";
        }
        if (text.isBlank()) {
            wrong(name, "is blank");
        }
        return text;
    }

    @Nullable
    String optionalText(String name, int charsMax) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            wrong(name, "is not a string");
            return "";
        }
        String text = node.stringValue();
        if (!Limits.fits(text, charsMax)) {
            wrong(name, "has more than %d characters".formatted(charsMax));
        }
        return text;
    }

    @Nullable
    Integer optionalInt(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        Long value = exactLong(node);
        if (value == null || value != value.intValue()) {
            wrong(name, "is not an integer of 32 bits");
            return null;
        }
        return value.intValue();
    }

    /// Checked and kept as sent: a number of bytes.
    void optionalSize(String name) {
        JsonNode node = node(name);
        Long value = node == null ? Long.valueOf(0) : exactLong(node);
        if (value == null || value < 0 || value > Limits.FILE_BYTES_MAX) {
            wrong(name, "is not a number of bytes");
        }
    }

    /// Mandatory: an integer within bounds, both included.
    int integer(String name, int min, int max) {
        Integer value = optionalInt(name);
        if (value == null) {
            if (invalid == null) {
                missing(name);
            }
            return min;
        }
        if (value < min || value > max) {
            wrong(name, "is not within %d and %d".formatted(min, max));
        }
        return value;
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode node = node(name);
        if (node == null) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            wrong(name, "is not a boolean");
            return otherwise;
        }
        return node.booleanValue();
    }

    @Nullable
    Instant optionalTime(String name) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        Instant time = node.isString() ? Rfc3339.parse(node.stringValue()) : null;
        if (time == null) {
            wrong(name, "is not an RFC 3339 time");
        }
        return time;
    }

    Instant time(String name) {
        Instant time = optionalTime(name);
        if (time == null) {
            missing(name);
            return Instant.EPOCH;
        }
        return time;
    }

    /// Mandatory: an amount as a decimal string in plain notation.
    BigDecimal money(String name) {
        JsonNode node = node(name);
        if (node == null) {
            missing(name);
            return BigDecimal.ZERO;
        }
        BigDecimal amount = node.isString() ? Money.parse(node.stringValue()) : null;
        if (amount == null) {
            wrong(
                    name,
                    "is not a decimal string of at most %d digits and %d decimals"
                            .formatted(Limits.MONEY_INTEGER_DIGITS_MAX, Limits.MONEY_DECIMALS_MAX));
            return BigDecimal.ZERO;
        }
        return amount;
    }

    <E extends Enum<E>> @Nullable E optionalChoice(String name, Map<String, E> choices) {
        JsonNode node = node(name);
        if (node == null) {
            return null;
        }
        E choice = node.isString() ? choices.get(node.stringValue()) : null;
        if (choice == null) {
            wrong(name, "is none of the values it may have");
        }
        return choice;
    }

    /// Mandatory: one of the choices. The first wrong field may be another one, then what is returned means nothing.
    <E extends Enum<E>> E choice(String name, Map<String, E> choices, E otherwise) {
        E choice = optionalChoice(name, choices);
        if (choice == null) {
            missing(name);
            return otherwise;
        }
        return choice;
    }

    Actor actor(String name) {
        return Actor.parse(composedId(name));
    }

    @Nullable
    JsonNode node(String name) {
        JsonNode node = data.get(name);
        return node == null || node.isNull() ? null : node;
    }

    @Nullable
    ObjectNode optionalObject(String name) {
        JsonNode node = node(name);
        if (node == null || node instanceof ObjectNode) {
            return (ObjectNode) node;
        }
        wrong(name, "is not an object");
        return null;
    }

    @Nullable
    ArrayNode optionalArray(String name) {
        JsonNode node = node(name);
        if (node == null || node instanceof ArrayNode) {
            return (ArrayNode) node;
        }
        wrong(name, "is not an array");
        return null;
    }

    void missing(String name) {
        wrong(name, "is missing");
    }

    /// 2.0 is an integer too, to JSON Schema.
    private static @Nullable Long exactLong(JsonNode node) {
        if (node.isLong()) {
            return node.longValue();
        }
        if (!node.isBigDecimal()) {
            return null;
        }
        // Precision first: 1e999999999 must not be expanded.
        BigDecimal value = node.decimalValue().stripTrailingZeros();
        boolean small = value.scale() <= 0 && (long) value.precision() - value.scale() <= LONG_DIGITS_SURE;
        return small ? (Long) value.longValueExact() : null;
    }
}
