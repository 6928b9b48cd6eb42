package io.docket.store.read;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The columns of one row, with their absence in their types.
record Columns(ResultSet row) {

    String text(String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    @Nullable
    String textOrNull(String column) throws SQLException {
        return row.getString(column);
    }

    Instant instant(String column) throws SQLException {
        return Objects.requireNonNull(instantOrNull(column), column);
    }

    @Nullable
    Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
