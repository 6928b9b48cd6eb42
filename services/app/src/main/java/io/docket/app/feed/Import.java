package io.docket.app.feed;

import io.docket.app.instance.RefusedStartException;
import io.docket.contracts.OutgoingCommand;
import io.docket.store.DocketDatabase;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.ImportReads;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Feeds files to the log, waits for the outcomes, and counts them. For one run.
public final class Import {
    private static final int REJECTED_SHOWN_MAX = 20;
    private static final String STANDARD_INPUT = "-";
    private static final long MEBIBYTE = 1024 * 1024;

    private final String bootstrapServers;
    private final DocketDatabase database;
    private final CodeKeys keys;

    private final List<FileStart> starts = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private long rejectedCount;
    private long read;
    private int lines;

    /// Lines are numbered through all files; this one's begin after `linesBefore` of them.
    private record FileStart(String file, int linesBefore) {}

    private record Example(int line, ImportReads.Refusal refusal) {}

    public Import(String bootstrapServers, DocketDatabase database, CodeKeys keys) {
        this.bootstrapServers = bootstrapServers;
        this.database = database;
        this.keys = keys;
    }

    /// @param files paths; `-` is standard input
    public ImportReport run(List<String> files) throws IOException {
        requireReadable(files);
        long startNanos = System.nanoTime();
        try (Feed feed = new Feed(bootstrapServers, database)) {
            for (String file : files) {
                send(file, feed);
            }
            try (TaskProgress progress = TaskProgress.of("Deciding", feed.sent(), "", 1)) {
                feed.awaitDecided(progress::at);
            }
            return report(feed, Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    /// Before anything is sent: half an import because of a misspelt name helps nobody.
    private static void requireReadable(List<String> files) {
        for (String file : files) {
            if (!file.equals(STANDARD_INPUT)
                    && (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file)))) {
                throw new RefusedStartException(
                        "file " + file + " cannot be read",
                        "paths are seen from " + Path.of("").toAbsolutePath());
            }
        }
    }

    private void send(String file, Feed feed) throws IOException {
        starts.add(new FileStart(file, lines));
        boolean stdin = file.equals(STANDARD_INPUT);
        long size = stdin || !Files.isRegularFile(Path.of(file)) ? -1 : Files.size(Path.of(file));
        try (LineSource source = new LineSource(open(file));
                TaskProgress progress = TaskProgress.of("Reading " + file, size, " MiB", MEBIBYTE)) {
            for (LineSource.@Nullable Line line = source.next(); line != null; line = source.next()) {
                lines = Math.incrementExact(lines);
                send(file, line, feed);
                progress.at(source.bytesRead());
            }
        }
    }

    private void send(String file, LineSource.Line line, Feed feed) {
        String text = line.text();
        if (text == null) {
            reject(file, line.number(), line.problem());
        } else if (!text.isEmpty()) {
            try {
                OutgoingCommand command = CommandLine.read(text, keys);
                feed.send(command, lines);
                read++;
            } catch (CommandLine.NotACommandException e) {
                reject(file, line.number(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void reject(String file, long number, String why) {
        read++;
        rejectedCount++;
        if (rejected.size() < REJECTED_SHOWN_MAX) {
            rejected.add(file + ":" + number + ": " + why);
        }
    }

    private ImportReport report(Feed feed, Duration duration) {
        long applied = 0;
        long deadLetters = 0;
        Map<String, Long> refusals = new TreeMap<>();
        Map<String, Long> silent = new TreeMap<>();
        List<Example> examples = new ArrayList<>();
        ImportReads reads = new ImportReads(database.jdbi());
        for (Map.Entry<CommandPartition, List<SentLines.Run>> partition :
                feed.sentLines().runs().entrySet()) {
            int generation = feed.layout(partition.getKey().type()).generation();
            for (SentLines.Run run : partition.getValue()) {
                ImportReads.Outcomes outcomes = reads.between(partition.getKey(), generation, run.first(), run.last());
                applied += outcomes.applied();
                deadLetters += outcomes.deadLetters();
                outcomes.refusals().forEach((code, count) -> refusals.merge(code, count, Long::sum));
                outcomes.silent().forEach((kind, count) -> silent.merge(kind, count, Long::sum));
                outcomes.examples()
                        .forEach(refusal -> examples.add(new Example(run.lineAt(refusal.offset()), refusal)));
            }
        }
        List<String> first = examples.stream()
                .sorted(Comparator.comparingInt(Example::line))
                .limit(ImportReads.EXAMPLES_MAX)
                .map(this::shown)
                .toList();
        return new ImportReport(
                read, feed.sent(), rejected, rejectedCount, applied, refusals, first, silent, deadLetters, duration);
    }

    private String shown(Example example) {
        FileStart start = starts.getFirst();
        for (FileStart candidate : starts) {
            if (candidate.linesBefore() < example.line()) {
                start = candidate;
            }
        }
        ImportReads.Refusal refusal = example.refusal();
        return start.file() + ":" + (example.line() - start.linesBefore()) + ": " + refusal.code() + " "
                + refusal.command() + " " + refusal.aggregateId() + ": " + refusal.message();
    }

    private static InputStream open(String file) throws IOException {
        return file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(file));
    }
}
