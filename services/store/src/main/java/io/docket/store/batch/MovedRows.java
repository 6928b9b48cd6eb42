package io.docket.store.batch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Moves rows of a projection on to what a batch has made of them, each from the version it was loaded at: few of them
/// with a statement each, all sent at once; many through a temporary table and one statement.
///
/// @param <S> the aggregate's state
final class MovedRows<S> {
    /// Beyond it the temporary table costs less than a statement each.
    static final int ONE_BY_ONE_MAX = 50;

    interface Encoding<S> {
        /// The changing columns, in their order.
        void encode(RowWriter row, S state);
    }

    private final String table;
    private final String key;
    private final String columns;
    private final List<String> names;
    private final Function<S, String> id;
    private final Encoding<S> encoding;

    /// @param table without its schema
    /// @param columns those that change; `version` among them
    MovedRows(String table, String key, String columns, Function<S, String> id, Encoding<S> encoding) {
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.names = Arrays.stream(columns.split(",")).map(String::strip).toList();
        this.id = id;
        this.encoding = encoding;
    }

    /// @throws StaleRow when a row was not at the version it was loaded at
    void write(Connection connection, List<Changed<S>> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        int written =
                moved.size() <= ONE_BY_ONE_MAX ? writeOneByOne(connection, moved) : writeTogether(connection, moved);
        if (written != moved.size()) {
            throw new StaleRow("docket." + table, moved.size(), written);
        }
    }

    private int writeOneByOne(Connection connection, List<Changed<S>> moved) throws SQLException {
        String assignments = names.stream().map(name -> name + " = ?").collect(Collectors.joining(", "));
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE docket.%s SET %s WHERE %s = ? AND version = ?".formatted(table, assignments, key))) {
            for (Changed<S> change : moved) {
                BoundRow row = new BoundRow(update);
                encoding.encode(row, change.state());
                row.text(id.apply(change.state())).int8(change.loadedVersion());
                update.addBatch();
            }
            return Arrays.stream(update.executeBatch()).sum();
        }
    }

    private int writeTogether(Connection connection, List<Changed<S>> moved) throws SQLException {
        CopyBuffer rows = new CopyBuffer();
        for (Changed<S> change : moved) {
            rows.row(names.size() + 2).text(id.apply(change.state())).int8(change.loadedVersion());
            encoding.encode(rows, change.state());
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMP TABLE IF NOT EXISTS %1$s_next ON COMMIT DELETE ROWS AS
                    SELECT %2$s, version AS loaded_version, %3$s FROM docket.%1$s WITH NO DATA
                    """.formatted(table, key, columns));
            rows.send(
                    connection,
                    "COPY pg_temp.%s_next (%s, loaded_version, %s) FROM STDIN (FORMAT binary)"
                            .formatted(table, key, columns));
            String assignments =
                    names.stream().map(name -> name + " = n." + name).collect(Collectors.joining(", "));
            return statement.executeUpdate("""
                    UPDATE docket.%1$s s SET %3$s FROM pg_temp.%1$s_next n
                    WHERE s.%2$s = n.%2$s AND s.version = n.loaded_version
                    """.formatted(table, key, assignments));
        }
    }
}
