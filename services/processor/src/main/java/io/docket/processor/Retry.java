package io.docket.processor;

import io.docket.store.batch.StaleRow;
import java.sql.SQLException;
import java.util.Set;

/// Which failures mean *again*, and not that the data is guilty (architecture.md §3).
final class Retry {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Set<String> CLASSES = Set.of("08", "40", "53", "55", "57", "58");
    private static final Set<String> STATES = Set.of("25P03", "25P04", "23505");

    private Retry() {}

    static boolean isDue(Exception failure) {
        return switch (failure) {
            case BatchListener.ProgressMoved _ -> true;
            case StaleRow _ -> true;
            case SQLException e -> isDue(e);
            default -> false;
        };
    }

    /// Without a state it is the pool or the driver that failed, not the data.
    private static boolean isDue(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.length() < 2 || CLASSES.contains(state.substring(0, 2)) || STATES.contains(state);
    }
}
