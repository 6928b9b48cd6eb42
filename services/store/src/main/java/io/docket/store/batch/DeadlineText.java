package io.docket.store.batch;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An aggregate's deadlines in one column: `appeal=2026-11-27T08:00:00Z hardware-acceptance~PT72H`.
final class DeadlineText {
    private static final char DUE = '=';
    private static final char LEFT = '~';
    private static final char END = ' ';

    private DeadlineText() {}

    static @Nullable String of(Deadlines deadlines) {
        if (deadlines.equals(Deadlines.NONE)) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        deadlines.pending().forEach((kind, dueAt) -> append(text, kind, DUE, dueAt));
        deadlines.stopped().forEach((kind, left) -> append(text, kind, LEFT, left));
        return text.toString();
    }

    private static void append(StringBuilder text, DeadlineKind kind, char separator, Object value) {
        if (!text.isEmpty()) {
            text.append(END);
        }
        text.append(kind.wire()).append(separator).append(value);
    }

    static Deadlines read(@Nullable String text) {
        if (text == null) {
            return Deadlines.NONE;
        }
        Map<DeadlineKind, Instant> pending = new EnumMap<>(DeadlineKind.class);
        Map<DeadlineKind, Duration> stopped = new EnumMap<>(DeadlineKind.class);
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(END, from);
            int to = end < 0 ? text.length() : end;
            int due = text.indexOf(DUE, from);
            boolean isDue = due >= 0 && due < to;
            int value = isDue ? due : text.indexOf(LEFT, from);
            String name = text.substring(from, value);
            DeadlineKind kind = Objects.requireNonNull(DeadlineKind.ofWire(name), name);
            if (isDue) {
                pending.put(kind, Instant.parse(text.substring(value + 1, to)));
            } else {
                stopped.put(kind, Duration.parse(text.substring(value + 1, to)));
            }
            from = to + 1;
        }
        return new Deadlines(pending, stopped);
    }
}
