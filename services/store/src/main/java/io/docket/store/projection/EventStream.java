package io.docket.store.projection;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Events by aggregate, in byte order of its id, and within one in its order.
public interface EventStream extends AutoCloseable {
    /// Null: there is none left.
    @Nullable
    FoldEvent next() throws SQLException;

    @Override
    void close() throws SQLException;
}
