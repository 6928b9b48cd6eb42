package io.docket.store.read;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A `WHERE` of those conditions that were asked for. Column names come from this package's code, values are bound.
final class Conditions {

    private final List<String> all = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Conditions equal(String column, @Nullable String value) {
        if (value != null) {
            all.add(column + " = " + bound(value));
        }
        return this;
    }

    Conditions equal(String column, @Nullable Enum<?> value) {
        return equal(column, value == null ? null : value.name());
    }

    Conditions from(String column, @Nullable Instant value) {
        if (value != null) {
            all.add(column + " >= " + bound(value));
        }
        return this;
    }

    Conditions before(String column, @Nullable Instant value) {
        if (value != null) {
            all.add(column + " < " + bound(value));
        }
        return this;
    }

    /// For a column in byte order.
    Conditions keyWithin(String column, String fromInclusive, String toExclusive) {
        all.add(column + " >= " + bound(fromInclusive) + " AND " + column + " < " + bound(toExclusive));
        return this;
    }

    /// Fixed SQL.
    Conditions and(String condition) {
        all.add(condition);
        return this;
    }

    /// What comes after the cursor, newest first.
    Conditions olderThan(@Nullable Cursor cursor, String timeColumn, String idColumn) {
        if (cursor != null) {
            all.add("(" + timeColumn + ", " + idColumn + ") < (" + bound(cursor.time()) + ", " + bound(cursor.id())
                    + ")");
        }
        return this;
    }

    String where() {
        return all.isEmpty() ? "" : "WHERE " + String.join(" AND ", all);
    }

    Map<String, Object> values() {
        return values;
    }

    private String bound(Object value) {
        String name = "c" + values.size();
        values.put(name, value);
        return ":" + name;
    }
}
