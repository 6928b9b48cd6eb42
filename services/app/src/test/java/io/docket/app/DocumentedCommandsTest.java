package io.docket.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/// What README and docs tell an operator to type is run as it stands there, document by document from top to bottom:
/// the program's arguments as Maven hands them over, and the SQL. Only where the instance is, files and ids are this
/// test's. What reads the event log alone runs on a copy of the demo's database, so that it may be archived.
class DocumentedCommandsTest {
    private static final String MAVEN = "-Dspring-boot.run.arguments=";
    private static final Pattern SNIPPET = Pattern.compile(
            "^ {4}mvn [^\\n]*" + Pattern.quote(MAVEN) + "\"([^\"]+)\"$|^```sql\\n(.*?)^```$",
            Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ARGUMENT = Pattern.compile("(?:[^\\s']|'[^']*')+");
    private static final Pattern COPY = Pattern.compile("\\\\copy (\\w+) FROM PROGRAM '([^']+)' WITH (.*)");
    private static final Set<String> OF_THE_LOG = Set.of("verify", "rebuild", "archive");

    /// What each prints when it has done its work.
    private static final Map<String, String> DONE = Map.of(
            "import", "1 commands decided",
            "redrive", " dead letters, ",
            "park", "parked",
            "verify", "0 differences",
            "rebuild", "aggregates rebuilt",
            "archive", "of before 2026-06");

    private static final long PATIENCE_SECONDS = 30;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private final RunningDocket docket = RunningDocket.shared();
    private final List<String> run = new ArrayList<>();

    @Test
    void every_documented_command_does_what_it_says() throws Exception {
        long documented = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            documented += text.lines().filter(line -> line.contains(MAVEN)).count();
            List<MatchResult> snippets = SNIPPET.matcher(text).results().toList();
            if (!snippets.isEmpty()) {
                try (AgedCopy copy = AgedCopy.in(directory.resolve(document.getFileName()))) {
                    for (MatchResult snippet : snippets) {
                        if (snippet.group(1) != null) {
                            run(snippet.group(1), copy);
                        } else {
                            runSql(snippet.group(2), copy);
                        }
                    }
                }
            }
        }

        assertThat(run).hasSize((int) documented).containsAll(DONE.keySet());
        assertThat(Files.exists(archives().resolve("before-2026-06/manifest.json")))
                .as("one of them archives")
                .isTrue();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Repository.ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Repository.ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        }
    }

    private Path archives() {
        return directory.resolve("archives");
    }

    private void run(String line, AgedCopy copy) throws Exception {
        String command = line.substring(0, (line + " ").indexOf(' '));
        List<String> arguments = new ArrayList<>();
        for (String argument :
                ARGUMENT.matcher(line).results().map(MatchResult::group).toList()) {
            arguments.add(ours(command, argument.replace("'", "")));
        }
        arguments.add("--endpoints=" + (OF_THE_LOG.contains(command) ? copy.endpoints() : docket.endpointsFile()));

        CommandRun ran = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(ran.exitCode()).as(line + "\n" + ran.out() + ran.err()).isZero();
        assertThat(ran.out()).as(line).contains(Objects.requireNonNull(DONE.get(command), line));
        run.add(command);
    }

    /// A file, a directory or an id of this test's where the document shows one of its own.
    private String ours(String command, String argument) throws Exception {
        if (argument.startsWith("--archive=") || (command.equals("archive") && argument.startsWith("--to="))) {
            return argument.substring(0, argument.indexOf('=') + 1) + archives();
        }
        return switch (argument) {
            case "export.jsonl" -> export().toString();
            case "sc.1:3:1234" -> deadLetter();
            default -> argument;
        };
    }

    private Path export() throws IOException {
        return Files.writeString(directory.resolve("export.jsonl"), """
                {"specversion":"1.0","id":"1","source":"/erp","type":"io.docket.ticket.open.v1","subject":"DOC-%s",\
                "actor":"buyer:buyer-3","seller":"S-2","data":{"productId":"P-4","category":"USAGE","severity":"LOW",\
                "text":"Help"}}
                """.formatted(UUID.randomUUID()));
    }

    private String deadLetter() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", docket.endpoints().kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            RecordMetadata at = producer.send(
                            new ProducerRecord<>("docket.supervision-commands.v1", 0, null, "rubbish".getBytes(UTF_8)))
                    .get();
            String id = "sc.1:" + at.partition() + ":" + at.offset();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (docket.get("operator", "/dead-letters/" + id).status() != 200) {
                assertThat(System.nanoTime()).as("a dead letter").isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            return id;
        }
    }

    /// Statements, and psql's `\\copy` from the output of a program.
    private void runSql(String script, AgedCopy copy) throws Exception {
        try (Connection connection = copy.connect();
                Statement statement = connection.createStatement()) {
            for (String line : script.lines().toList()) {
                var copied = COPY.matcher(line);
                if (!copied.matches()) {
                    statement.execute(line);
                    continue;
                }
                Process program = new ProcessBuilder("bash", "-euc", copied.group(2))
                        .directory(archives().toFile())
                        .start();
                try (InputStream rows = program.getInputStream()) {
                    assertThat(connection
                                    .unwrap(PGConnection.class)
                                    .getCopyAPI()
                                    .copyIn("COPY " + copied.group(1) + " FROM STDIN " + copied.group(3), rows))
                            .isPositive();
                }
                assertThat(program.waitFor()).isZero();
            }
        }
    }
}
