package io.docket.processor;

import io.docket.store.batch.StaleRow;
import java.sql.SQLException;
import java.util.Set;

/// Which failures mean *again*, and not that the data is guilty (architecture.md §3).
///
/// Guilty is the data only where the database says so of it: it cannot be represented (22), it breaks a constraint
/// (23),
/// it is too large for an index (54). Everything else that the database objects to would befall every other record as
/// well, a missing table or permission above all: then commands wait until somebody has mended it.
final class Retry {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "54");
    /// Somebody else has added the row meanwhile.
    private static final String UNIQUE_VIOLATION = "23505";

    private Retry() {}

    static boolean isDue(Exception failure) {
        return switch (failure) {
            case BatchListener.ProgressMoved _ -> true;
            case StaleRow _ -> true;
            case SQLException e -> isDue(e);
            default -> false;
        };
    }

    private static boolean isDue(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.length() < 2
                || state.equals(UNIQUE_VIOLATION)
                || !DATA_CLASSES.contains(state.substring(0, 2));
    }
}
