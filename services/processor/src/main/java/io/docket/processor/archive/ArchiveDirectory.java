package io.docket.processor.archive;

import io.docket.store.archive.ArchiveTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where archives lie: a directory for each run, named after the first month that it kept.
public final class ArchiveDirectory {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path directory;

    public ArchiveDirectory(Path directory) {
        this.directory = directory;
    }

    Path of(LocalDate before) {
        return directory.resolve("before-" + before.toString().substring(0, "2026-06".length()));
    }

    Path unfinished(LocalDate before) {
        return directory.resolve(of(before).getFileName() + ".unfinished");
    }

    /// The events' files of all runs, each found to be what was archived.
    ///
    /// @throws MissingArchive names each that is not there or not whole
    public List<Path> eventFiles(List<ArchiveTables.Run> runs) {
        List<Path> files = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (ArchiveTables.Run run : runs) {
            Path of = of(run.before());
            try {
                Path described = of.resolve(Manifest.NAME);
                if (!sha256(described).equals(run.manifest())) {
                    wrong.add(described + " is not the manifest that was written then");
                    continue;
                }
                for (Manifest.File file : JSON.readValue(Files.readString(described), Manifest.class)
                        .files()) {
                    Path path = of.resolve(file.name());
                    if (!sha256(path).equals(file.sha256())) {
                        wrong.add(path + " is not what was archived");
                    } else if (file.table().equals(ArchiveTables.Table.EVENT_LOG.sql())) {
                        files.add(path);
                    }
                }
            } catch (IOException | JacksonException e) {
                wrong.add(of + " cannot be read (" + e.getMessage() + ")");
            }
        }
        if (!wrong.isEmpty()) {
            throw new MissingArchive("Expected whole archives in " + directory + ", but " + String.join("; ", wrong));
        }
        return files;
    }

    static String json(Manifest manifest) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
    }

    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /// Files that are needed and not there.
    public static final class MissingArchive extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public MissingArchive(String message) {
            super(message);
        }
    }
}
