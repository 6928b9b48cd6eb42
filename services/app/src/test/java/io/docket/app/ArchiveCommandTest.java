package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `archive` as an operator types it, and as somebody kills it.
class ArchiveCommandTest {
    private static final String EVENTS = "SELECT e::text FROM docket.event_log e ORDER BY 1";
    private static final String SILENT = "SELECT s::text FROM docket.silent_outcome s ORDER BY 1";
    private static final String ARCHIVED = "SELECT before::text FROM docket.archived";
    private static final String SCHEMAS = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'docket%'";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before every test
    private AgedCopy copy;

    @BeforeEach
    void copy() throws SQLException, IOException {
        copy = AgedCopy.in(directory.resolve("instance"));
    }

    @AfterEach
    void drop() throws SQLException {
        copy.close();
    }

    private Path archives() {
        return directory.resolve("archives");
    }

    private Path files() {
        return archives().resolve("before-2026-06");
    }

    private String[] archive() {
        return new String[] {
            "archive", "--before=2026-06", "--to=" + archives(), "--endpoints=" + copy.endpoints(), "--yes"
        };
    }

    private void assertFolds() {
        CommandRun verified = CommandRun.of("verify", "--endpoints=" + copy.endpoints());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    private void assertFoldsWithArchives() {
        CommandRun verified = CommandRun.of("verify", "--endpoints=" + copy.endpoints(), "--archive=" + archives());
        assertThat(verified.exitCode()).as(verified.out()).isZero();
        assertThat(verified.out()).contains("0 differences").doesNotContain("not compared");
    }

    @Test
    void without_yes_it_says_what_would_go_and_changes_nothing() throws Exception {
        List<String> events = copy.texts(EVENTS);
        List<String> resting = copy.texts("""
                SELECT e::text FROM docket.event_log e
                WHERE aggregate_type IN (1, 2) AND NOT EXISTS (
                    SELECT FROM docket.event_log later WHERE later.aggregate_id = e.aggregate_id AND recorded_at >= '2026-06-01')
                """);
        assertThat(resting).hasSizeBetween(100, events.size() - 100);

        CommandRun dry =
                CommandRun.of("archive", "--before=2026-06", "--to=" + archives(), "--endpoints=" + copy.endpoints());

        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out())
                .contains(String.format(
                        "%,d events and 1 silent outcomes of before 2026-06 would be archived; say --yes to do it",
                        resting.size()));
        assertThat(archives()).doesNotExist();
        assertThat(copy.texts(EVENTS)).isEqualTo(events);
        assertThat(copy.texts(ARCHIVED)).isEmpty();
        assertThat(copy.texts(SCHEMAS)).containsExactly("docket");
    }

    @Test
    void the_manifest_says_what_the_files_hold_and_a_second_run_leaves_them_alone() throws Exception {
        CommandRun done = CommandRun.of(archive());

        assertThat(done.exitCode()).as(done.err()).isZero();
        JsonNode manifest = JsonMapper.shared().readTree(Files.readString(files().resolve("manifest.json")));
        assertThat(manifest.path("format").intValue()).isEqualTo(1);
        assertThat(manifest.path("docket").asString()).startsWith("Docket ");
        assertThat(manifest.path("before").asString()).isEqualTo("2026-06-01");
        assertThat(manifest.path("files")).hasSize(2);
        for (JsonNode file : manifest.path("files")) {
            assertDescribed(file);
        }
        assertThat(done.out())
                .contains(String.format(
                        "%,d events and 1 silent outcomes of before 2026-06 are archived",
                        manifest.at("/files/0/rows").longValue()));
        assertThat(copy.texts("SELECT before || ' ' || events || ' ' || manifest FROM docket.archived"))
                .containsExactly("2026-06-01 " + manifest.at("/files/0/rows").longValue() + " "
                        + sha256(files().resolve("manifest.json")));

        Map<String, String> written = digests();
        List<String> events = copy.texts(EVENTS);
        CommandRun again = CommandRun.of(archive());

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("is archived already", "0 events and 0 silent outcomes");
        assertThat(digests()).isEqualTo(written);
        assertThat(copy.texts(EVENTS)).isEqualTo(events);
        assertFoldsWithArchives();
    }

    /// What the manifest says of a file against the file itself, and against its rows in a table again.
    private void assertDescribed(JsonNode file) throws Exception {
        Path path = files().resolve(file.path("name").asString());
        String table = file.path("table").asString();
        assertThat(file.path("sha256").asString()).isEqualTo(sha256(path));
        String header;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(unzipped(path), StandardCharsets.UTF_8))) {
            header = lines.readLine();
        }
        assertThat(String.join(
                        ",",
                        file.path("columns")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()))
                .isEqualTo(header);
        restore(path, table);
        assertThat(copy.texts("SELECT count(*) || ' ' || sum(hashtextextended(r::text, 0)::numeric) || ' '"
                        + " || extract(epoch FROM min(recorded_at)) || ' ' || extract(epoch FROM max(recorded_at)) FROM "
                        + table + "_restored r"))
                .containsExactly(file.path("rows").longValue() + " "
                        + new BigInteger(file.path("checksum").asString()) + " " + epoch(file.path("first")) + " "
                        + epoch(file.path("last")));
    }

    private String epoch(JsonNode time) throws SQLException {
        return copy.texts("SELECT extract(epoch FROM '" + time.asString() + "'::timestamptz)::text")
                .getFirst();
    }

    @Test
    void what_cannot_be_read_back_as_it_was_written_is_not_dropped() throws Exception {
        List<String> events = copy.texts(EVENTS);

        CommandRun refused = CommandRun.of(
                line -> {
                    if (line.equals("docket: verifying event_log.csv.gz")) {
                        loseLastRow(archives().resolve("before-2026-06.unfinished/event_log.csv.gz"));
                    }
                },
                archive());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("Expected to read back", "nothing is dropped");
        assertThat(refused.out()).doesNotContain("dropping");
        assertThat(files()).doesNotExist();
        assertThat(copy.texts(EVENTS)).isEqualTo(events);
        assertThat(copy.texts(ARCHIVED)).isEmpty();
        assertThat(CommandRun.of(archive()).exitCode()).isZero();
    }

    private static void loseLastRow(Path file) {
        try {
            String text;
            try (InputStream in = unzipped(file)) {
                text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write(text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1)
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void killed_halfway_it_has_dropped_nothing_and_the_next_run_loses_nothing() throws Exception {
        List<String> events = copy.texts(EVENTS);
        List<String> silent = copy.texts(SILENT);

        // A processor that is busy keeps it from dropping; so it is killed while it writes, and before it drops.
        try (Connection processor = copy.connect();
                Statement busy = processor.createStatement()) {
            processor.setAutoCommit(false);
            busy.execute("LOCK TABLE docket.progress IN ROW EXCLUSIVE MODE");
            for (String step : List.of("docket: writing event_log.csv.gz", "docket: the log is in use")) {
                try (CommandProcess archive = CommandProcess.start(archive())) {
                    archive.awaitLine(step);
                    archive.kill();
                }
                assertThat(copy.texts(EVENTS)).as(step).isEqualTo(events);
                assertThat(copy.texts(SILENT)).as(step).isEqualTo(silent);
                assertThat(copy.texts(ARCHIVED)).as(step).isEmpty();
                assertThat(copy.texts(SCHEMAS)).as(step).contains("docket_archive");
                copy.awaitNobody();
                assertFolds();
            }
            processor.rollback();
        }
        CommandRun done = CommandRun.of(archive());

        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(copy.texts(SCHEMAS)).containsExactly("docket");
        assertThat(copy.texts(ARCHIVED)).containsExactly("2026-06-01");
        assertThat(archives()).isDirectoryNotContaining("glob:**.unfinished");
        assertThat(copy.texts(EVENTS)).hasSizeLessThan(events.size() - 50);
        assertThat(copy.texts(SILENT)).hasSizeLessThan(silent.size());
        restore(files().resolve("event_log.csv.gz"), "event_log");
        restore(files().resolve("silent_outcome.csv.gz"), "silent_outcome");
        assertThat(copy.texts("SELECT e::text FROM docket.event_log e UNION"
                        + " SELECT e::text FROM event_log_restored e ORDER BY 1"))
                .isEqualTo(events);
        assertThat(copy.texts("SELECT s::text FROM docket.silent_outcome s UNION"
                        + " SELECT s::text FROM silent_outcome_restored s ORDER BY 1"))
                .isEqualTo(silent);
        assertFolds();
        assertFoldsWithArchives();
    }

    /// A file into a table of its own.
    private void restore(Path file, String table) throws Exception {
        try (Connection connection = copy.connect();
                Statement statement = connection.createStatement();
                InputStream rows = unzipped(file)) {
            statement.execute("CREATE TABLE " + table + "_restored (LIKE docket." + table + ")");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + table + "_restored FROM STDIN (FORMAT csv, HEADER)", rows);
        }
    }

    private static InputStream unzipped(Path file) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private Map<String, String> digests() throws Exception {
        Map<String, String> digests = new TreeMap<>();
        for (String name : List.of("manifest.json", "event_log.csv.gz", "silent_outcome.csv.gz")) {
            digests.put(name, sha256(files().resolve(name)));
        }
        return digests;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
