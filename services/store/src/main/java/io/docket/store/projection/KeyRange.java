package io.docket.store.projection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Aggregate ids from one on and before another, in byte order.
///
/// @param from null: from the first
/// @param before null: to the last
public record KeyRange(@Nullable String from, @Nullable String before) {
    public static final KeyRange ALL = new KeyRange(null, null);

    /// @param key an id as UTF-8
    public boolean holds(byte[] key) {
        return (from == null || Arrays.compareUnsigned(key, from.getBytes(StandardCharsets.UTF_8)) >= 0)
                && (before == null || Arrays.compareUnsigned(key, before.getBytes(StandardCharsets.UTF_8)) < 0);
    }

    /// @param column fixed SQL
    String condition(String column) {
        String condition = "";
        if (from != null) {
            condition += " AND " + column + " COLLATE \"C\" >= " + literal(from);
        }
        if (before != null) {
            condition += " AND " + column + " COLLATE \"C\" < " + literal(before);
        }
        return condition;
    }

    /// COPY takes no parameters. Ids are text from outside, hence quoted; backslashes mean nothing in such a literal
    /// (`standard_conforming_strings`, which a snapshot's connections set).
    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
