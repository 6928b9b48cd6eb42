package io.docket.store.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param nextCursor gets the part after it; null: this was the last
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /// The most that a page may hold.
    public static final int LIMIT_MAX = 200;

    public Page {
        items = List.copyOf(items);
    }

    static void requireLimit(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("Expected a limit of 1 to " + LIMIT_MAX + ", but it is " + limit);
        }
    }
}
