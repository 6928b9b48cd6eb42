package io.docket.domain.deadline;

import io.docket.domain.Objection;
import io.docket.domain.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The deadlines of one aggregate, part of its state: each event that changes them carries them as they are after it.
///
/// @param pending when each is due
/// @param stopped what is left of those whose clock stands still
public record Deadlines(Map<DeadlineKind, Instant> pending, Map<DeadlineKind, Duration> stopped) {
    public static final Deadlines NONE = new Deadlines(Map.of(), Map.of());

    public Deadlines {
        pending = copy(pending);
        stopped = copy(stopped);
    }

    private static <V> Map<DeadlineKind, V> copy(Map<DeadlineKind, V> values) {
        return values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /// When it is due; null: none is pending.
    public @Nullable Instant dueAt(DeadlineKind kind) {
        return pending.get(kind);
    }

    /// What speaks against the clock; null: it is due.
    public @Nullable Objection against(DeadlineKind kind, Instant dueAt, Instant at) {
        Instant known = pending.get(kind);
        if (!dueAt.equals(known)) {
            return new Objection(
                    RefusalCode.WRONG_STATE,
                    "Expected " + kind.wire() + " pending for " + dueAt + ", but "
                            + (known == null ? "none is" : "it is for " + known));
        }
        return at.isBefore(dueAt)
                ? new Objection(RefusalCode.TOO_SOON, "Expected " + dueAt + " to have come, but it is " + at)
                : null;
    }

    /// Due then, whatever it was before.
    public Deadlines set(DeadlineKind kind, Instant dueAt) {
        if (dueAt.equals(pending.get(kind)) && !stopped.containsKey(kind)) {
            return this;
        }
        Map<DeadlineKind, Instant> due = mutable(pending);
        due.put(kind, dueAt);
        return new Deadlines(due, without(stopped, kind));
    }

    /// Neither pending nor standing still.
    public Deadlines clear(DeadlineKind kind) {
        return pending.containsKey(kind) || stopped.containsKey(kind)
                ? new Deadlines(without(pending, kind), without(stopped, kind))
                : this;
    }

    /// Stands still with what is left; nothing is left of one that was due already.
    public Deadlines stop(DeadlineKind kind, Instant at) {
        Instant dueAt = pending.get(kind);
        if (dueAt == null) {
            return this;
        }
        Map<DeadlineKind, Duration> left = mutable(stopped);
        left.put(kind, dueAt.isAfter(at) ? Duration.between(at, dueAt) : Duration.ZERO);
        return new Deadlines(without(pending, kind), left);
    }

    /// Set anew with what was left.
    public Deadlines resume(DeadlineKind kind, Instant at) {
        Duration left = stopped.get(kind);
        return left == null ? this : set(kind, at.plus(left));
    }

    private static <V> Map<DeadlineKind, V> mutable(Map<DeadlineKind, V> values) {
        Map<DeadlineKind, V> copy = new EnumMap<>(DeadlineKind.class);
        copy.putAll(values);
        return copy;
    }

    private static <V> Map<DeadlineKind, V> without(Map<DeadlineKind, V> values, DeadlineKind kind) {
        if (!values.containsKey(kind)) {
            return values;
        }
        Map<DeadlineKind, V> rest = mutable(values);
        rest.remove(kind);
        return rest;
    }
}
