package io.docket.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An event's data in the making: what its command said, with what the event itself says set over it. A field that
/// belongs to the event and has no value is taken out, so that no sender can speak for the event.
final class DataWriter {
    private static final Set<String> NEVER_PUBLIC =
            Set.of(CodeFields.CLEAR, CodeFields.SEALED, CodeFields.HASH, CodeFields.KEY_ID);

    private final ObjectNode data = JsonText.object();

    private DataWriter() {}

    /// @param commandData null for an event that another one brought about
    static DataWriter over(@Nullable ObjectNode commandData) {
        DataWriter writer = new DataWriter();
        if (commandData != null) {
            for (Map.Entry<String, JsonNode> property : commandData.properties()) {
                if (!property.getValue().isNull()) {
                    writer.data.set(property.getKey(), property.getValue());
                }
            }
        }
        return writer;
    }

    /// The same for a supervision, whose commands may bear a code.
    static DataWriter overWithoutCode(@Nullable ObjectNode commandData) {
        DataWriter writer = over(commandData);
        for (String name : NEVER_PUBLIC) {
            writer.data.remove(name);
        }
        return writer;
    }

    DataWriter set(String name, @Nullable String value) {
        if (value == null) {
            data.remove(name);
        } else {
            data.put(name, value);
        }
        return this;
    }

    /// Null stays visible: the field is there, and says that there is nothing.
    DataWriter setNullable(String name, @Nullable String value) {
        data.put(name, value);
        return this;
    }

    DataWriter set(String name, @Nullable Enum<?> value) {
        return set(name, value == null ? null : value.name());
    }

    DataWriter set(String name, boolean value) {
        data.put(name, value);
        return this;
    }

    DataWriter set(String name, @Nullable Integer value) {
        if (value == null) {
            data.remove(name);
        } else {
            data.put(name, value);
        }
        return this;
    }

    DataWriter set(String name, @Nullable Long value) {
        if (value == null) {
            data.remove(name);
        } else {
            data.put(name, value);
        }
        return this;
    }

    DataWriter set(String name, @Nullable Instant value) {
        return set(name, value == null ? null : value.toString());
    }

    DataWriter set(String name, @Nullable BigDecimal value) {
        return set(name, value == null ? null : value.toPlainString());
    }

    String json() {
        return JsonText.write(data);
    }

    ObjectNode tree() {
        return data;
    }
}
