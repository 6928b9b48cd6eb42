package io.docket.store.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Who asked what about dead letters.
public final class DeadLetterRequestReads {
    private static final char LIST = 'r';

    private final Jdbi jdbi;

    public DeadLetterRequestReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Newest first.
    ///
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<DeadLetterRequest> list(DeadLetterRequest.Filter filter, @Nullable String cursor, int limit) {
        Conditions conditions = new Conditions()
                .equal("operator", filter.operator())
                .equal("asked", filter.asked())
                .from("asked_at", filter.from())
                .before("asked_at", filter.to());
        Cursor after = Cursor.parse(LIST, cursor);
        if (after != null) {
            conditions.and("request_id < " + after.number());
        }
        return Paging.page(
                jdbi,
                "SELECT request_id, operator, asked, letters, note, asked_at, found, sent"
                        + " FROM docket.dead_letter_request " + conditions.where()
                        + " ORDER BY request_id DESC LIMIT :rows",
                conditions.values(),
                limit,
                (row, context) -> read(row),
                last -> new Cursor(LIST, 0, last.id(), ""));
    }

    private static DeadLetterRequest read(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        return new DeadLetterRequest(
                result.getLong("request_id"),
                row.text("operator"),
                DeadLetterRequest.Asked.valueOf(row.text("asked")),
                row.text("letters"),
                row.textOrNull("note"),
                row.instant("asked_at"),
                result.getObject("found", Integer.class),
                result.getObject("sent", Integer.class));
    }
}
