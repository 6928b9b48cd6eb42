package io.docket.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Others use a table for longer than can be waited. Nothing is changed; the message says what to do.
public final class TableInUse extends SQLException {
    private static final long serialVersionUID = 1L;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /// @param cause the last try
    public TableInUse(String message, @Nullable SQLException cause) {
        super(message, LOCK_NOT_AVAILABLE, cause);
    }
}
