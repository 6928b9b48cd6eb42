package io.docket.store.projection;

import io.docket.store.batch.CopyBuffer;
import io.docket.store.batch.Projection;
import java.sql.Connection;
import java.sql.SQLException;

/// Loads a projection's rows and their deadlines into the tables of a rebuild, in one transaction.
public final class ShadowWriter implements AutoCloseable {
    private static final int BUFFER_BYTES_MAX = 512 * 1024;

    private final Connection connection;
    private final Projection<?> projection;
    private final CopyBuffer rows = new CopyBuffer();
    private final CopyBuffer deadlines = new CopyBuffer();

    public ShadowWriter(ShadowSchema shadow, Projection<?> projection) throws SQLException {
        this.projection = projection;
        this.connection = shadow.open();
        connection.setAutoCommit(false);
    }

    /// Where the aggregate's deadlines go.
    public CopyBuffer deadlines() {
        return deadlines;
    }

    /// A row as it was encoded.
    public void row(byte[] bytes, int start, int length) throws SQLException {
        rows.row(bytes, start, length);
        if (rows.length() > BUFFER_BYTES_MAX || deadlines.length() > BUFFER_BYTES_MAX) {
            send();
        }
    }

    private void send() throws SQLException {
        projection.appendToShadow(connection, rows);
        Projection.appendDeadlinesToShadow(connection, deadlines);
        rows.clear();
        deadlines.clear();
    }

    public void commit() throws SQLException {
        send();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
