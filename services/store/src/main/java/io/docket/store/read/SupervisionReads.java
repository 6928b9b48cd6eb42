package io.docket.store.read;

import io.docket.domain.supervision.Supervision;
import io.docket.store.batch.SupervisionTable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Supervisions as the processor left them.
public final class SupervisionReads {

    private static final char LIST = 's';

    private final Jdbi jdbi;

    public SupervisionReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Its state when its history was archived; null: it never was.
    public @Nullable Supervision baseline(String id) {
        String sql = "SELECT " + SupervisionTable.COLUMNS
                + " FROM (SELECT (json_populate_record(NULL::docket.supervision, state)).*"
                + " FROM docket.baseline WHERE aggregate_id = :id AND aggregate_type = 1) AS at_rest";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> SupervisionTable.read(row))
                .findOne()
                .orElse(null));
    }

    /// On whose behalf commands to it are sent; null: there is none.
    public @Nullable String sellerOf(String id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT seller_id FROM docket.supervision WHERE supervision_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(null));
    }

    public @Nullable Supervision find(String id) {
        String sql = "SELECT " + SupervisionTable.COLUMNS + " FROM docket.supervision WHERE supervision_id = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> SupervisionTable.read(row))
                .findOne()
                .orElse(null));
    }

    /// Newest first.
    ///
    /// @param cursor the last page's; null: the beginning
    /// @param limit at most [Page#LIMIT_MAX]
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<Supervision> list(SupervisionFilter filter, @Nullable String cursor, int limit) {
        Conditions conditions = new Conditions();
        filter.addTo(conditions);
        conditions.olderThan(Cursor.parse(LIST, cursor), "opened_at", "supervision_id");
        String sql = "SELECT " + SupervisionTable.COLUMNS + " FROM docket.supervision " + conditions.where()
                + " ORDER BY opened_at DESC, supervision_id DESC LIMIT :rows";
        return Paging.page(
                jdbi,
                sql,
                conditions.values(),
                limit,
                (row, context) -> SupervisionTable.read(row),
                last -> Cursor.at(LIST, 0, last.milestones().openedAt(), last.id()));
    }
}
