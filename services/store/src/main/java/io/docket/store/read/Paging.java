package io.docket.store.read;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/// Runs a query for one page: one row more than the page holds is asked for, to know whether another page follows.
final class Paging {

    private Paging() {}

    /// @param sql ends with `LIMIT :rows`
    /// @param cursorOf where a page ends that ends with this row
    static <T> Page<T> page(
            Jdbi jdbi,
            String sql,
            Map<String, ?> values,
            int limit,
            RowMapper<T> mapper,
            Function<T, Cursor> cursorOf) {
        Page.requireLimit(limit);
        List<T> rows = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .bind("rows", limit + 1)
                .map(mapper)
                .list());
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(items, cursorOf.apply(items.getLast()).text());
    }
}
