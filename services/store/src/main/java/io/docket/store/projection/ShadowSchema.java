package io.docket.store.projection;

import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tables of a rebuild, beside the live ones (`V11__rebuild.sql`). For one at a time: whoever has it holds a lock
/// that ends with his session, however he ends.
public final class ShadowSchema implements AutoCloseable {
    private static final long LOCK = 7_426_003;
    private static final String APPLICATION = "docket-rebuild";
    /// What the session of a killed rebuild may take to notice.
    private static final int LEFTOVER_SECONDS_MAX = 30;

    private final DocketDatabase database;
    private final Connection connection;

    private ShadowSchema(DocketDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /// Empty tables, whatever an earlier rebuild has left; null: another rebuild is running.
    public static @Nullable ShadowSchema begin(DocketDatabase database) throws SQLException {
        Connection connection = session(database);
        try (Statement statement = connection.createStatement()) {
            if (!locked(statement)) {
                connection.close();
                return null;
            }
            // Whoever else bears the name has lost his lock, and works for nobody.
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                    + APPLICATION + "' AND usename = current_user AND pid <> pg_backend_pid()");
            statement.execute("SET lock_timeout = '" + LEFTOVER_SECONDS_MAX + "s'");
            statement.execute("SELECT docket.rebuild_begin()");
            return new ShadowSchema(database, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean locked(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// A connection of the rebuild's, without the limits of a batch, which ends soon after its client.
    private static Connection session(DocketDatabase database) throws SQLException {
        Connection connection = database.ownConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + APPLICATION + "'");
            statement.execute("""
                    SET transaction_timeout = 0;
                    SET idle_in_transaction_session_timeout = 0;
                    SET client_connection_check_interval = '2s';
                    SET maintenance_work_mem = '256MB'
                    """);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// For loading; to be closed by who asked for it.
    public Connection open() throws SQLException {
        return session(database);
    }

    /// Tables, the long ones first.
    public List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT unnest(docket.projections())")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    /// Keys, indexes and whatever else the live table has.
    public static void complete(Connection connection, String table) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("SELECT docket.rebuild_complete(?)")) {
            call.setString(1, table);
            call.execute();
        }
    }

    /// Stops all deciding until the transaction ends, at most so long. Reads go on.
    public static void stopProgress(Connection connection, int transactionMillisMax, int lockMillisMax)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL transaction_timeout = " + transactionMillisMax);
            statement.execute("SET LOCAL lock_timeout = " + lockMillisMax);
            // Not row by row: a partition that begins meanwhile must wait as well.
            statement.execute("LOCK TABLE docket.progress IN EXCLUSIVE MODE");
        }
    }

    /// Puts the rebuilt tables in the live ones' place, after [#stopProgress] and before the commit.
    public static void switchOver(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT docket.rebuild_switch()");
        }
    }

    /// Views on the live tables that the switch cannot bind to the new ones: of other owners, where they may not be
    /// replaced, and materialized ones. Each with its owner. Views on the report views need no binding.
    public List<String> foreignViews() throws SQLException {
        List<String> views = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT DISTINCT format('%s of %s', pg_describe_object('pg_class'::regclass, v.oid, 0),
                                               v.relowner::regrole)
                        FROM pg_depend d
                                 JOIN pg_class t ON t.oid = d.refobjid
                                 JOIN pg_rewrite r ON r.oid = d.objid
                                 JOIN pg_class v ON v.oid = r.ev_class
                        WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
                          AND t.oid IN (SELECT format('docket.%I', p)::regclass FROM unnest(docket.projections()) p)
                          AND (v.relkind <> 'v' OR NOT pg_has_role(t.relowner, v.relowner, 'USAGE')
                               OR NOT has_schema_privilege(t.relowner, v.relnamespace, 'CREATE'))
                        ORDER BY 1
                        """)) {
            while (row.next()) {
                views.add(row.getString(1));
            }
        }
        return views;
    }

    /// Sessions that hold or wait for the live tables now, other than ours.
    public List<String> users() throws SQLException {
        List<String> users = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT DISTINCT format('%s (%s)', a.pid, concat_ws(', ', a.usename, nullif(a.application_name, '')))
                        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                        WHERE l.relation IN (SELECT format('docket.%I', p)::regclass FROM unnest(docket.projections()) p)
                          AND a.application_name <> 'docket-rebuild'
                        """)) {
            while (row.next()) {
                users.add(row.getString(1));
            }
        }
        return users;
    }

    /// Leaves nothing behind but what is live.
    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT docket.rebuild_drop()");
        }
    }
}
