package io.docket.store.read;

import io.docket.domain.Coordinates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The outcome of a record, by its coordinates; to be asked once `progress` has passed them.
public final class OutcomeReads {

    /// No command has more events: its own, and what follows from it.
    private static final int EVENTS_MAX = 64;

    private static final String AT = """
            partition = :partition AND "offset" = :offset AND aggregate_type = :type AND generation = :generation
            """;

    private final Jdbi jdbi;

    public OutcomeReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// @return null: no outcome yet, or none of this command
    public @Nullable Outcome at(Coordinates at, String aggregateId, String commandId) {
        return outcome(
                at,
                new Whose(
                        "aggregate_id = :aggregateId AND command_id = :commandId AND ",
                        Map.of("aggregateId", aggregateId, "commandId", commandId)),
                new Whose("(record_key = :key OR record_key IS NULL) AND ", Map.of("key", aggregateId)));
    }

    /// A condition with its values.
    private record Whose(String condition, Map<String, String> values) {
        static final Whose ANYBODYS = new Whose("", Map.of());
    }

    /// Whatever command stands there: for following a [Outcome.Repeat], whose first may have had another id.
    ///
    /// @return null: no outcome yet
    public @Nullable Outcome at(Coordinates at) {
        return outcome(at, Whose.ANYBODYS, Whose.ANYBODYS);
    }

    /// @param letter whose a dead letter is, which knows no command
    private @Nullable Outcome outcome(Coordinates at, Whose command, Whose letter) {
        return jdbi.withHandle(handle -> {
            Outcome outcome = logged(handle, at, command);
            if (outcome == null) {
                outcome = silent(handle, at, command);
            }
            return outcome == null ? deadLettered(handle, at, letter) : outcome;
        });
    }

    private static @Nullable Outcome logged(Handle handle, Coordinates at, Whose whose) {
        String sql = "SELECT " + LoggedEvent.COLUMNS + " FROM docket.event_log WHERE " + whose.condition() + AT
                + " ORDER BY index LIMIT :rows";
        List<LoggedEvent> events = handle.createQuery(sql)
                .bindMap(whose.values())
                .bindMap(coordinates(at))
                .bind("rows", EVENTS_MAX)
                .map((row, context) -> LoggedEvent.read(row))
                .list();
        if (events.isEmpty()) {
            return null;
        }
        return events.getFirst().isRefusal() ? new Outcome.Refused(events.getFirst()) : new Outcome.Applied(events);
    }

    private static @Nullable Outcome silent(Handle handle, Coordinates at, Whose whose) {
        String sql = "SELECT kind, first_partition, first_generation, first_offset FROM docket.silent_outcome WHERE "
                + whose.condition() + AT + " LIMIT 1";
        return handle.createQuery(sql)
                .bindMap(whose.values())
                .bindMap(coordinates(at))
                .map((row, context) -> silentOutcome(at, row))
                .findFirst()
                .orElse(null);
    }

    private static Outcome silentOutcome(Coordinates at, ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return switch (kind) {
            case "repeat" -> new Outcome.Repeat(first(at, row));
            case "mismatch" -> new Outcome.Mismatch(first(at, row));
            case "noted" -> new Outcome.Noted();
            default -> throw new IllegalStateException("No silent outcome at " + at + " is of kind " + kind);
        };
    }

    private static Coordinates first(Coordinates at, ResultSet row) throws SQLException {
        return new Coordinates(
                at.type(), row.getInt("first_generation"), row.getInt("first_partition"), row.getLong("first_offset"));
    }

    private static @Nullable Outcome deadLettered(Handle handle, Coordinates at, Whose whose) {
        String sql = "SELECT reason, detail FROM docket.dead_letter WHERE " + whose.condition() + AT;
        return handle.createQuery(sql)
                .bindMap(whose.values())
                .bindMap(coordinates(at))
                .map((row, context) ->
                        (Outcome) new Outcome.DeadLettered(row.getString("reason"), row.getString("detail")))
                .findOne()
                .orElse(null);
    }

    private static Map<String, ?> coordinates(Coordinates at) {
        return Map.of(
                "partition", at.partition(),
                "offset", at.offset(),
                "type", at.type().code(),
                "generation", at.generation());
    }
}
