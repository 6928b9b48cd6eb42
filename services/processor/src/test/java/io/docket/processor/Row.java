package io.docket.processor;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row by its columns' names.
record Row(Map<String, @Nullable Object> columns) {
    @Nullable
    String text(String column) {
        Object value = columns.get(column);
        return value == null ? null : value.toString();
    }

    Long number(String column) {
        return switch (columns.get(column)) {
            case Number value -> value.longValue();
            case null, default -> throw new IllegalArgumentException("Expected a number in " + column);
        };
    }

    Instant time(String column) {
        if (columns.get(column) instanceof Timestamp time) {
            return time.toInstant();
        }
        throw new IllegalArgumentException("Expected a time in " + column);
    }
}
