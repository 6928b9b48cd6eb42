package io.docket.contracts;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An aggregate's deadlines in the data of an event that changes them: `{"deadlines": {"appeal":
/// "2026-11-27T08:00:00Z"},
/// "stoppedDeadlines": {"hardware-acceptance": "PT72H"}}`.
final class DeadlineData {
    /// Tells what the clock brought about.
    static final String BY = "by";

    private static final String CLOCK = "clock";
    private static final String PENDING = "deadlines";
    private static final String STOPPED = "stoppedDeadlines";

    private DeadlineData() {}

    /// @param deadlines null: the event changes none, whatever its command says
    static void write(DataWriter data, @Nullable Deadlines deadlines) {
        data.set(PENDING, (String) null).set(STOPPED, (String) null);
        if (deadlines == null) {
            return;
        }
        ObjectNode pending = data.tree().putObject(PENDING);
        deadlines.pending().forEach((kind, dueAt) -> pending.put(kind.wire(), dueAt.toString()));
        if (!deadlines.stopped().isEmpty()) {
            ObjectNode stopped = data.tree().putObject(STOPPED);
            deadlines.stopped().forEach((kind, left) -> stopped.put(kind.wire(), left.toString()));
        }
    }

    /// What has fired.
    record Fired(DeadlineKind kind, Instant dueAt) {}

    static void writeElapsed(DataWriter data, DeadlineKind kind, Instant dueAt) {
        data.set(BY, CLOCK).set("kind", kind.wire()).set("dueAt", dueAt);
    }

    /// Null: somebody else brought it about.
    static @Nullable Fired readElapsed(DataReader data) {
        if (!data.has(BY)) {
            return null;
        }
        String kind = data.text("kind");
        return new Fired(Objects.requireNonNull(DeadlineKind.ofWire(kind), kind), Instant.parse(data.text("dueAt")));
    }

    static @Nullable Deadlines read(DataReader data) {
        return data.has(PENDING)
                ? new Deadlines(read(data, PENDING, Instant::parse), read(data, STOPPED, Duration::parse))
                : null;
    }

    private static <V> Map<DeadlineKind, V> read(DataReader data, String name, Function<String, V> parsed) {
        Map<DeadlineKind, V> values = new EnumMap<>(DeadlineKind.class);
        data.texts(name)
                .forEach((kind, text) ->
                        values.put(Objects.requireNonNull(DeadlineKind.ofWire(kind), kind), parsed.apply(text)));
        return values;
    }
}
