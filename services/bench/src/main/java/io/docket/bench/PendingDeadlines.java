package io.docket.bench;

import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Deadlines of orders that nothing happens to: due half a year from now, as reminders are.
final class PendingDeadlines {
    private PendingDeadlines() {}

    /// Leaves exactly so many of them.
    static void replace(DocketDatabase database, int count) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO docket.deadline (aggregate_type, due_at, aggregate_id, kind, seller_id)
                        SELECT 1, now() + interval '180 days' + number * interval '10 milliseconds',
                               'PENDING' || number || '/1', 'supervision-reminder', 'S-' || number % 1000
                        FROM generate_series(1, ?) AS number
                        """)) {
            statement.execute("DELETE FROM docket.deadline WHERE aggregate_id LIKE 'PENDING%'");
            insert.setInt(1, count);
            insert.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
                connection.setAutoCommit(true);
            }
            statement.execute("ANALYZE docket.deadline");
        }
    }
}
