package io.docket.store.batch;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/// Arrays as parameters. The driver sends an array of the very type as bytes; one of objects it writes as text, which
/// the server has to take apart again.
final class SqlArrays {
    private SqlArrays() {}

    static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }
}
