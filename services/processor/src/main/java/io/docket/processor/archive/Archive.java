package io.docket.processor.archive;

import io.docket.store.DocketDatabase;
import io.docket.store.TableInUse;
import io.docket.store.archive.ArchiveTables;
import io.docket.store.archive.ArchiveTables.Content;
import io.docket.store.archive.ArchiveTables.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Takes the history of aggregates at rest out of the event log: to files, which are read again and compared before
/// anything is dropped. Interrupted, it has dropped nothing, and the next run begins anew.
public final class Archive {
    private static final Duration FINISH_MAX = Duration.ofMinutes(10);
    private static final Duration FINISH_PAUSE = Duration.ofSeconds(1);

    private final DocketDatabase database;
    private final ArchiveDirectory directory;
    private final String version;
    private final Consumer<String> told;

    /// @param version Docket's, for the manifest
    /// @param told what is done, step by step
    public Archive(DocketDatabase database, ArchiveDirectory directory, String version, Consumer<String> told) {
        this.database = database;
        this.directory = directory;
        this.version = version;
        this.told = told;
    }

    /// What went, or would go.
    public record Result(long events, long silent) {}

    /// Once.
    ///
    /// @param before the first month that is kept
    /// @param dropping false: only says what would go
    /// @return null: somebody else archives
    public @Nullable Result run(LocalDate before, boolean dropping) throws SQLException, IOException {
        try (ArchiveTables tables = ArchiveTables.open(database)) {
            if (tables == null) {
                return null;
            }
            if (isArchived(tables, before)) {
                told.accept("what was recorded before " + before + " is archived already");
                return new Result(0, 0);
            }
            told.accept("finding what is at rest");
            tables.prepare(before);
            Content events = tables.content(Table.EVENT_LOG);
            Content silent = tables.content(Table.SILENT_OUTCOME);
            Result result = new Result(events.rows(), silent.rows());
            if (!dropping || (events.rows() == 0 && silent.rows() == 0)) {
                return result;
            }
            Path unfinished = directory.unfinished(before);
            delete(unfinished);
            Files.createDirectories(unfinished);
            List<Manifest.File> files = new ArrayList<>();
            files.add(write(tables, Table.EVENT_LOG, events, unfinished));
            files.add(write(tables, Table.SILENT_OUTCOME, silent, unfinished));
            Manifest manifest = new Manifest(Manifest.FORMAT, version, before.toString(), files);
            Path described = Files.writeString(unfinished.resolve(Manifest.NAME), ArchiveDirectory.json(manifest));
            force(described);
            force(unfinished);
            Path finished = directory.of(before);
            // Of a run that wrote its files and dropped nothing: what was dropped is in docket.archived.
            delete(finished);
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
            force(Objects.requireNonNull(finished.toAbsolutePath().getParent()));
            told.accept("dropping");
            tables.keepBaselines();
            finish(tables, before, ArchiveDirectory.sha256(finished.resolve(Manifest.NAME)));
            return result;
        }
    }

    /// Openings stay in the log and would be found again; but the files that hold the rest must not be replaced.
    private static boolean isArchived(ArchiveTables tables, LocalDate before) throws SQLException {
        List<ArchiveTables.Run> runs = tables.runs();
        return !runs.isEmpty() && !runs.getLast().before().isBefore(before);
    }

    private Manifest.File write(ArchiveTables tables, Table table, Content content, Path in)
            throws SQLException, IOException {
        String name = table.sql() + ".csv.gz";
        Path file = in.resolve(name);
        told.accept("writing " + name);
        try (OutputStream out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16)) {
            tables.write(table, out);
        }
        force(file);
        told.accept("verifying " + name);
        Content read;
        try (InputStream back = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
            read = tables.readBack(table, back);
        }
        if (read.rows() != content.rows() || !read.checksum().equals(content.checksum())) {
            throw new IOException("Expected to read back from " + file + " what was written, but " + read + " is not "
                    + content + "; nothing is dropped");
        }
        return new Manifest.File(
                name,
                table.sql(),
                content.rows(),
                ArchiveDirectory.sha256(file),
                content.checksum(),
                tables.columns(table),
                content.first() == null ? null : content.first().toString(),
                content.last() == null ? null : content.last().toString());
    }

    private void finish(ArchiveTables tables, LocalDate before, String manifest) throws SQLException {
        long deadline = System.nanoTime() + FINISH_MAX.toNanos();
        while (!tables.finish(database, before, manifest)) {
            if (System.nanoTime() > deadline) {
                throw new TableInUse(
                        "Expected the event log to be free for a moment within " + FINISH_MAX.toMinutes()
                                + " minutes, but it was not: nothing is dropped. End long reports, or try at a quieter time.",
                        null);
            }
            told.accept("the log is in use; trying again");
            LockSupport.parkNanos(FINISH_PAUSE.toNanos());
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
