package io.docket.store.archive;

import io.docket.store.DocketDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// What leaves the event log, beside the live tables (`V12__archive.sql`). For one at a time.
public final class ArchiveTables implements AutoCloseable {
    private static final long LOCK = 7_426_004;
    private static final int LOCK_MILLIS_MAX = 500;
    private static final int TRANSACTION_MILLIS_MAX = 4_000;

    private final Connection connection;

    private ArchiveTables(Connection connection) {
        this.connection = connection;
    }

    /// What goes from each.
    public enum Table {
        EVENT_LOG("event_log", "aggregate_type, aggregate_id COLLATE \"C\", sequence, generation, \"offset\", index"),
        SILENT_OUTCOME("silent_outcome", "recorded_at, partition, \"offset\"");

        private final String sql;
        private final String order;

        Table(String sql, String order) {
            this.sql = sql;
            this.order = order;
        }

        /// Its name in the database and of its file.
        public String sql() {
            return sql;
        }
    }

    /// Of a table's rows.
    ///
    /// @param checksum of the rows as text, in any order
    public record Content(
            long rows,
            String checksum,
            @Nullable Instant first,
            @Nullable Instant last) {}

    /// An earlier run.
    ///
    /// @param manifest SHA-256 of the file that describes its files
    public record Run(LocalDate before, long events, String manifest) {}

    /// Null: somebody else archives.
    public static @Nullable ArchiveTables open(DocketDatabase database) throws SQLException {
        Connection connection = database.ownConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SET application_name = 'docket-archive';
                    SET transaction_timeout = 0;
                    SET idle_in_transaction_session_timeout = 0;
                    SET client_connection_check_interval = '2s';
                    SET work_mem = '256MB';
                    SET datestyle = 'ISO, YMD';
                    SET timezone = 'UTC'
                    """);
            try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                row.next();
                if (row.getBoolean(1)) {
                    return new ArchiveTables(connection);
                }
            }
            connection.close();
            return null;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// What has left the log till now, the oldest first.
    public static List<Run> runs(Connection connection) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT before, events, manifest FROM docket.archived ORDER BY before")) {
            while (row.next()) {
                runs.add(new Run(row.getObject(1, LocalDate.class), row.getLong(2), row.getString(3)));
            }
        }
        return runs;
    }

    public List<Run> runs() throws SQLException {
        return runs(connection);
    }

    /// Finds what would go; whatever an earlier run has left is removed.
    ///
    /// @throws SQLException of class 22 or 55 when that may not be: its message says why
    public void prepare(LocalDate before) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT docket.archive_prepare(?)")) {
            call.setObject(1, before);
            call.execute();
        }
    }

    public Content content(Table table) throws SQLException {
        return content("docket_archive." + table.sql + "_out");
    }

    private Content content(String relation) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*), coalesce(sum(hashtextextended(r::text, 0)::numeric), 0)::text,"
                                + " min(recorded_at), max(recorded_at) FROM " + relation + " AS r")) {
            row.next();
            return new Content(row.getLong(1), row.getString(2), time(row, 3), time(row, 4));
        }
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public List<String> columns(Table table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet row = connection.getMetaData().getColumns(null, "docket", table.sql, null)) {
            while (row.next()) {
                columns.add(row.getString("COLUMN_NAME"));
            }
        }
        return columns;
    }

    /// As CSV with a header, in UTF-8; events by aggregate, in its order.
    public void write(Table table, OutputStream out) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                        "COPY (SELECT * FROM docket_archive." + table.sql + "_out ORDER BY " + table.order
                                + ") TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')",
                        out);
    }

    /// What a file comes to when it is read into a table again.
    public Content readBack(Table table, InputStream in) throws SQLException, IOException {
        String relation = "docket_archive." + table.sql + "_read";
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + relation + " FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')", in);
        Content content = content(relation);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + relation);
        }
        return content;
    }

    /// Keeps the states at rest.
    public void keepBaselines() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT docket.archive_baselines()");
        }
    }

    /// Drops what is in the files, in one transaction whose locks are asked for briefly.
    ///
    /// @return false: somebody uses the log; again later
    public boolean finish(DocketDatabase database, LocalDate before, String manifest) throws SQLException {
        // Its own session: one that takes too long is ended by the server.
        try (Connection own = database.ownConnection();
                Statement statement = own.createStatement();
                PreparedStatement call = own.prepareStatement("SELECT docket.archive_finish(?, ?)")) {
            own.setAutoCommit(false);
            statement.execute("SET LOCAL transaction_timeout = " + TRANSACTION_MILLIS_MAX);
            statement.execute("SET LOCAL lock_timeout = " + LOCK_MILLIS_MAX);
            call.setObject(1, before);
            call.setString(2, manifest);
            call.execute();
            own.commit();
            return true;
        } catch (SQLException e) {
            if (List.of("55P03", "40P01", "25P04").contains(String.valueOf(e.getSQLState()))) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT docket.archive_drop()");
        }
    }
}
