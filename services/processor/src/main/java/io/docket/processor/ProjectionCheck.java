package io.docket.processor;

import io.docket.processor.archive.ArchiveDirectory;
import io.docket.processor.rebuild.FoldReport;
import io.docket.processor.rebuild.LogFold;
import io.docket.store.DocketDatabase;
import io.docket.store.projection.LogSnapshot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds every aggregate from the event log and compares it with its row, as both were at one instant. Changes nothing,
/// and holds up nobody.
public final class ProjectionCheck {
    private final DocketDatabase database;
    private final @Nullable ArchiveDirectory archive;
    private final LogFold.Progress progress;

    /// @param progress told now and then how far it is
    public ProjectionCheck(DocketDatabase database, LogFold.Progress progress) {
        this(database, null, progress);
    }

    /// @param archive where what has left the log lies; null: aggregates whose events are archived are not compared
    public ProjectionCheck(DocketDatabase database, @Nullable ArchiveDirectory archive, LogFold.Progress progress) {
        this.database = database;
        this.archive = archive;
        this.progress = progress;
    }

    /// Once.
    public FoldReport run() throws SQLException {
        try (LogSnapshot snapshot = LogSnapshot.take(database)) {
            List<Path> files = archive == null ? null : archive.eventFiles(snapshot.archived());
            return new LogFold(snapshot, files, null, progress).run();
        }
    }
}
