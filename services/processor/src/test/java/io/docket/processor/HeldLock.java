package io.docket.processor;

import io.docket.domain.AggregateType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A session that holds a partition's row of a table, as a stopped zombie does, and never ends by itself.
final class HeldLock implements AutoCloseable {
    private final Connection connection;

    private HeldLock(Connection connection) {
        this.connection = connection;
    }

    /// @param table `progress` or `published`
    static HeldLock on(Site site, String table, AggregateType type, int partition) throws SQLException {
        Connection connection = site.database().app().ownConnection();
        connection.setAutoCommit(false);
        HeldLock lock = new HeldLock(connection);
        lock.execute("SET idle_in_transaction_session_timeout = 0");
        lock.execute("SET transaction_timeout = 0");
        lock.execute("SELECT 1 FROM docket." + table + " WHERE aggregate_type = " + type.code() + " AND partition = "
                + partition + " FOR UPDATE");
        return lock;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    boolean isAlive() {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
