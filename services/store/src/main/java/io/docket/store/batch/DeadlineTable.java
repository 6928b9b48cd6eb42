package io.docket.store.batch;

import io.docket.domain.AggregateType;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The rows of pending deadlines, which the clock goes by.
public final class DeadlineTable {

    private DeadlineTable() {}

    /// What a new row says of a deadline; the rest is what becomes of it.
    public static final String COLUMNS = "aggregate_type, due_at, aggregate_id, kind, seller_id";

    /// What a batch has changed of one aggregate's deadlines.
    ///
    /// @param before as its rows are
    public record Change(String aggregateId, String sellerId, Deadlines before, Deadlines after) {}

    /// Deletes what is not pending any more and adds what is new. One that is due at another time is a new row: whether
    /// the old one was sent says nothing about it.
    public static void write(Connection connection, AggregateType type, List<Change> changes) throws SQLException {
        List<String> goneIds = new ArrayList<>();
        List<String> goneKinds = new ArrayList<>();
        CopyBuffer added = new CopyBuffer();
        for (Change change : changes) {
            Map<DeadlineKind, Instant> before = change.before().pending();
            Map<DeadlineKind, Instant> after = change.after().pending();
            if (before.equals(after)) {
                continue;
            }
            before.forEach((kind, dueAt) -> {
                if (!dueAt.equals(after.get(kind))) {
                    goneIds.add(change.aggregateId());
                    goneKinds.add(kind.wire());
                }
            });
            after.forEach((kind, dueAt) -> {
                if (!dueAt.equals(before.get(kind))) {
                    encode(added, type, change.aggregateId(), change.sellerId(), kind, dueAt);
                }
            });
        }
        delete(connection, type, goneIds, goneKinds);
        added.send(connection, "COPY docket.deadline (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
    }

    static void encode(
            CopyBuffer copy,
            AggregateType type,
            String aggregateId,
            String sellerId,
            DeadlineKind kind,
            Instant dueAt) {
        copy.row(5)
                .int2(type.code())
                .time(dueAt)
                .text(aggregateId)
                .text(kind.wire())
                .text(sellerId);
    }

    private static void delete(Connection connection, AggregateType type, List<String> ids, List<String> kinds)
            throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("""
                DELETE FROM docket.deadline d USING unnest(?::text[], ?::text[]) AS gone (aggregate_id, kind)
                WHERE d.aggregate_id = gone.aggregate_id AND d.kind = gone.kind AND d.aggregate_type = ?
                """)) {
            delete.setArray(1, SqlArrays.texts(connection, ids));
            delete.setArray(2, SqlArrays.texts(connection, kinds));
            delete.setShort(3, type.code());
            delete.executeUpdate();
        }
    }
}
