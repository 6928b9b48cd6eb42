package io.docket.store.read;

import io.docket.domain.AggregateType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which dead letters; null: whatever it is.
///
/// @param topicOf whose command topic they lay in
/// @param from recorded then or later
/// @param to recorded before
public record DeadLetterFilter(
        DeadLetter.@Nullable Status status,
        @Nullable String reason,
        @Nullable AggregateType topicOf,
        @Nullable String key,
        @Nullable Instant from,
        @Nullable Instant to) {

    /// `status=OPEN reason=SKEWED`, for people.
    public String text() {
        StringBuilder text = new StringBuilder();
        add(text, "status", status);
        add(text, "reason", reason);
        add(text, "topic", topicOf == null ? null : topicOf.commandTopic());
        add(text, "key", key);
        add(text, "from", from);
        add(text, "to", to);
        return text.isEmpty() ? "all" : text.toString();
    }

    private static void add(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value);
        }
    }
}
