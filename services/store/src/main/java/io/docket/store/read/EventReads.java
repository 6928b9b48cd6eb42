package io.docket.store.read;

import io.docket.domain.AggregateType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The history of an aggregate. It lies in one partition of the command topic, so the order of its coordinates is the
/// order in which it came about.
public final class EventReads {

    /// The most events that [#toFold] returns at once.
    public static final int FOLD_MAX = 1_000;

    private static final char LIST = 'e';

    private final Jdbi jdbi;

    public EventReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Events and refusals, oldest first; also the refusals of other sellers' commands that named this aggregate, which
    /// are theirs to see.
    ///
    /// @param limit at most [Page#LIMIT_MAX]
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<LoggedEvent> ofAggregate(AggregateType type, String id, @Nullable String cursor, int limit) {
        return ofAggregate(type, id, null, cursor, limit);
    }

    /// @param sellerId only what is this seller's
    /// @see #ofAggregate(AggregateType, String, String, int)
    public Page<LoggedEvent> ofAggregate(
            AggregateType type, String id, @Nullable String sellerId, @Nullable String cursor, int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("type", type.code());
        values.put("id", id);
        String rest = "";
        if (sellerId != null) {
            rest += " AND seller_id = :seller";
            values.put("seller", sellerId);
        }
        Cursor after = Cursor.parse(LIST, cursor);
        if (after != null) {
            rest += " AND (generation, \"offset\", index) > (:generation, :offset, :index)";
            values.put("generation", after.rank());
            values.put("offset", after.number());
            values.put("index", index(after));
        }
        String sql = "SELECT " + LoggedEvent.COLUMNS + " FROM docket.event_log"
                + " WHERE aggregate_id = :id AND aggregate_type = :type" + rest
                + " ORDER BY generation, \"offset\", index LIMIT :rows";
        return Paging.page(
                jdbi,
                sql,
                values,
                limit,
                (row, context) -> LoggedEvent.read(row),
                last -> new Cursor(LIST, last.at().generation(), last.at().offset(), Integer.toString(last.index())));
    }

    /// The events of an actor, without refusals, whose data contains a text, oldest first, at most [Page#LIMIT_MAX].
    public List<LoggedEvent> naming(AggregateType type, String id, String actor, String text) {
        String sql = "SELECT " + LoggedEvent.COLUMNS + """
                 FROM docket.event_log
                WHERE aggregate_id = :id AND aggregate_type = :type AND refusal_code IS NULL
                  AND actor = :actor AND position(:text IN data::text) > 0
                ORDER BY sequence LIMIT :rows
                """;
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .bind("type", type.code())
                .bind("actor", actor)
                .bind("text", text)
                .bind("rows", Page.LIMIT_MAX)
                .map((row, context) -> LoggedEvent.read(row))
                .list());
    }

    /// The events, without refusals, with a sequence after the one and up to the other: what an aggregate's state is
    /// folded from, at most [#FOLD_MAX] at once.
    ///
    /// @param afterSequence 0 for the beginning, then the last one returned
    /// @param upToSequence the version to fold to, `Long.MAX_VALUE` for all
    public List<LoggedEvent> toFold(AggregateType type, String id, long afterSequence, long upToSequence) {
        String sql = "SELECT " + LoggedEvent.COLUMNS + """
                 FROM docket.event_log
                WHERE aggregate_id = :id AND aggregate_type = :type AND refusal_code IS NULL
                  AND sequence > :after AND sequence <= :upTo
                ORDER BY sequence LIMIT :rows
                """;
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .bind("type", type.code())
                .bind("after", afterSequence)
                .bind("upTo", upToSequence)
                .bind("rows", FOLD_MAX)
                .map((row, context) -> LoggedEvent.read(row))
                .list());
    }

    private static int index(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.id());
        } catch (NumberFormatException e) {
            throw new InvalidCursorException("it has been altered");
        }
    }
}
