package io.docket.processor.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an archive's files hold: `manifest.json` beside them. Times and dates as in RFC 3339.
///
/// @param docket the version that wrote it
/// @param before the first month that was kept
public record Manifest(int format, String docket, String before, List<File> files) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";

    public Manifest {
        files = List.copyOf(files);
    }

    /// A gzipped CSV with a header.
    ///
    /// @param sha256 of the file as it lies there
    /// @param checksum of its rows as text: the sum of `hashtextextended(row::text, 0)`
    /// @param first when its first row was recorded; null: it has none
    public record File(
            String name,
            String table,
            long rows,
            String sha256,
            String checksum,
            List<String> columns,
            @Nullable String first,
            @Nullable String last) {
        public File {
            columns = List.copyOf(columns);
        }
    }
}
