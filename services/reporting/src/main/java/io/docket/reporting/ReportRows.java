package io.docket.reporting;

import io.docket.store.DocketDatabase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the report views row by row, as a login that sees them and nothing else.
final class ReportRows {
    /// Rows that the driver holds at once, however many there are.
    private static final int FETCH_ROWS = 1_000;

    private final DocketDatabase database;

    /// @param database logged in as a member of `docket_platform_reporting`
    ReportRows(DocketDatabase database) {
        this.database = database;
    }

    /// Where rows go.
    interface Sink {
        void columns(List<String> columns);

        /// @param cells in the order of the columns: text, `Instant`, `LocalDate`, numbers, booleans, [Json] or null
        void row(List<@Nullable Object> cells);
    }

    /// A cell that is JSON already.
    record Json(String text) {}

    /// @param rows how many at most
    void read(ReportQuery query, int rows, Sink sink) {
        // A transaction, because only within one does the driver fetch piece by piece.
        database.jdbi().useTransaction(handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            handle.createQuery(query.sql(rows))
                    .bindMap(query.values())
                    .setFetchSize(FETCH_ROWS)
                    .scanResultSet((result, _) -> {
                        ResultSet row = result.get();
                        List<String> columns = columns(row.getMetaData());
                        sink.columns(columns);
                        while (row.next()) {
                            sink.row(cells(row));
                        }
                        return columns;
                    });
        });
    }

    private static List<String> columns(ResultSetMetaData metaData) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int at = 1; at <= metaData.getColumnCount(); at++) {
            columns.add(metaData.getColumnLabel(at));
        }
        return columns;
    }

    private static List<@Nullable Object> cells(ResultSet row) throws SQLException {
        ResultSetMetaData metaData = row.getMetaData();
        List<@Nullable Object> cells = new ArrayList<>(metaData.getColumnCount());
        for (int at = 1; at <= metaData.getColumnCount(); at++) {
            cells.add(cell(row, at, metaData.getColumnTypeName(at)));
        }
        return cells;
    }

    private static @Nullable Object cell(ResultSet row, int at, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> {
                OffsetDateTime time = row.getObject(at, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case "date" -> row.getObject(at, LocalDate.class);
            case "json", "jsonb" -> {
                String text = row.getString(at);
                yield text == null ? null : new Json(text);
            }
            case "int2", "int4", "int8" -> {
                long number = row.getLong(at);
                yield row.wasNull() ? null : (Long) number;
            }
            case "bool" -> {
                boolean flag = row.getBoolean(at);
                yield row.wasNull() ? null : (Boolean) flag;
            }
            case "numeric", "float4", "float8" -> row.getBigDecimal(at);
            default -> row.getString(at);
        };
    }
}
