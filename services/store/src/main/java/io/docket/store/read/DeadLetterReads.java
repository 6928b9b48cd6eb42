package io.docket.store.read;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Dead letters with what was done about them.
public final class DeadLetterReads {
    public static final int OLDEST_MAX = 1_001;

    private static final char LIST = 'd';
    /// More of them are not shown of one letter, the oldest first.
    private static final int ACTIONS_MAX = 100;

    private static final String LETTERS = """
            FROM (SELECT letter.*,
                         CASE letter.aggregate_type WHEN 1 THEN 'sc' WHEN 2 THEN 'tc' ELSE 'slc' END
                             || '.' || generation || ':' || partition || ':' || "offset" AS id,
                         coalesce((SELECT action FROM docket.dead_letter_action done
                                   WHERE done.aggregate_type = letter.aggregate_type
                                     AND done.partition = letter.partition AND done."offset" = letter."offset"
                                     AND done.generation = letter.generation
                                   ORDER BY action_id DESC LIMIT 1), 'OPEN') AS status
                  FROM docket.dead_letter letter) AS letter
            """;

    private final Jdbi jdbi;

    public DeadLetterReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Newest first, without their actions.
    ///
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<DeadLetter> list(DeadLetterFilter filter, @Nullable String cursor, int limit) {
        Conditions conditions = conditions(filter).olderThan(Cursor.parse(LIST, cursor), "recorded_at", "id");
        return Paging.page(
                jdbi,
                "SELECT * " + LETTERS + conditions.where() + " ORDER BY recorded_at DESC, id DESC LIMIT :rows",
                conditions.values(),
                limit,
                (row, context) -> read(row, List.of()),
                last -> Cursor.at(LIST, 0, last.recordedAt(), last.at().toString()));
    }

    /// In the order they came, without their actions.
    ///
    /// @param max at most [#OLDEST_MAX]
    public List<DeadLetter> oldest(DeadLetterFilter filter, int max) {
        if (max < 1 || max > OLDEST_MAX) {
            throw new IllegalArgumentException("Expected 1 to " + OLDEST_MAX + " letters, but it is " + max);
        }
        Conditions conditions = conditions(filter);
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT * " + LETTERS + conditions.where() + " ORDER BY recorded_at, id LIMIT :rows")
                .bindMap(conditions.values())
                .bind("rows", max)
                .map((row, context) -> read(row, List.of()))
                .list());
    }

    private static Conditions conditions(DeadLetterFilter filter) {
        Conditions conditions = new Conditions()
                .equal("status", filter.status())
                .equal("reason", filter.reason())
                .equal("record_key", filter.key())
                .from("recorded_at", filter.from())
                .before("recorded_at", filter.to());
        AggregateType topicOf = filter.topicOf();
        return topicOf == null ? conditions : conditions.and("aggregate_type = " + topicOf.code());
    }

    public Optional<DeadLetter> find(Coordinates at) {
        Map<String, ?> coordinates = Map.of(
                "type", at.type().code(),
                "partition", at.partition(),
                "generation", at.generation(),
                "offset", at.offset());
        String same = " WHERE aggregate_type = :type AND partition = :partition AND generation = :generation"
                + " AND \"offset\" = :offset";
        return jdbi.withHandle(handle -> {
            List<DeadLetter.Action> actions = handle.createQuery(
                            "SELECT action, operator, sent_to, note, acted_at FROM docket.dead_letter_action" + same
                                    + " ORDER BY action_id LIMIT :rows")
                    .bindMap(coordinates)
                    .bind("rows", ACTIONS_MAX)
                    .map((row, context) -> action(row))
                    .list();
            return handle.createQuery("SELECT * " + LETTERS + same)
                    .bindMap(coordinates)
                    .map((row, context) -> read(row, actions))
                    .findOne();
        });
    }

    private static DeadLetter.Action action(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        return new DeadLetter.Action(
                DeadLetter.Status.valueOf(row.text("action")),
                row.text("operator"),
                row.textOrNull("sent_to"),
                row.textOrNull("note"),
                row.instant("acted_at"));
    }

    private static DeadLetter read(ResultSet result, List<DeadLetter.Action> actions) throws SQLException {
        Columns row = new Columns(result);
        Coordinates at = new Coordinates(
                AggregateType.ofCode(result.getInt("aggregate_type")),
                result.getInt("generation"),
                result.getInt("partition"),
                result.getLong("offset"));
        return new DeadLetter(
                at,
                row.text("reason"),
                row.text("detail"),
                row.textOrNull("record_key"),
                row.text("headers"),
                result.getBytes("value_sealed"),
                result.getBytes("frame_sealed"),
                result.getInt("value_bytes"),
                row.instant("record_time"),
                row.instant("recorded_at"),
                DeadLetter.Status.valueOf(row.text("status")),
                actions);
    }
}
