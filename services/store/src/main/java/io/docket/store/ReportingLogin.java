package io.docket.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database login that reads the report views.
///
/// @param sellerId whose rows it sees; null: those of all sellers
public record ReportingLogin(String login, @Nullable String sellerId, String password) {

    /// Those of the demo (architecture.md §6.4, §7).
    public static List<ReportingLogin> demo(String password) {
        return List.of(
                new ReportingLogin("reporter_1", "S-1", password),
                new ReportingLogin("reporter_2", "S-2", password),
                new ReportingLogin("platform_reporter", null, password));
    }

    @Override
    public String toString() {
        return login + (sellerId == null ? " (all sellers)" : " (" + sellerId + ")");
    }
}
