package io.docket.store.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// How PostgreSQL plans what a batch asks.
public final class Plans {
    private Plans() {}

    /// For the rest of the transaction each statement is planned once a connection. Otherwise those with arrays
    /// are planned anew every time, for as many values as there are, only to look each of them up in an index
    /// after all. A statement whose `LIMIT` the planner must know does not belong into such a transaction.
    public static void keep(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        }
    }
}
