package io.docket.app.feed;

import io.docket.contracts.OutgoingCommand;
import io.docket.store.DocketDatabase;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.ImportReads;
import io.docket.store.vault.CodeKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// Feeds files to the log, waits for the outcomes, and counts them.
public final class Import {
    private static final int REJECTED_SHOWN_MAX = 20;

    private final String bootstrapServers;
    private final DocketDatabase database;
    private final CodeKeys keys;

    public Import(String bootstrapServers, DocketDatabase database, CodeKeys keys) {
        this.bootstrapServers = bootstrapServers;
        this.database = database;
        this.keys = keys;
    }

    /// @param files paths; `-` is standard input
    public ImportReport run(List<String> files) throws IOException, SQLException {
        long startNanos = System.nanoTime();
        long read = 0;
        long rejectedCount = 0;
        List<String> rejected = new ArrayList<>();
        try (Feed feed = new Feed(bootstrapServers, database)) {
            for (String file : files) {
                try (BufferedReader lines = open(file);
                        ProgressBar bar = bar("Reading " + file)) {
                    int number = 0;
                    String line;
                    while ((line = lines.readLine()) != null) {
                        number++;
                        if (line.isBlank()) {
                            continue;
                        }
                        read++;
                        bar.step();
                        try {
                            OutgoingCommand command = CommandLine.read(line, keys);
                            feed.send(command);
                        } catch (CommandLine.NotACommandException e) {
                            rejectedCount++;
                            if (rejected.size() < REJECTED_SHOWN_MAX) {
                                rejected.add(file + ":" + number + ": " + e.getMessage());
                            }
                        }
                    }
                }
            }
            try (ProgressBar bar = bar("Deciding")) {
                bar.maxHint(feed.sent());
                feed.awaitDecided(bar::stepTo);
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
            return count(feed, read, rejected, rejectedCount, duration);
        }
    }

    private ImportReport count(Feed feed, long read, List<String> rejected, long rejectedCount, Duration duration) {
        long applied = 0;
        long deadLetters = 0;
        Map<String, Long> refusals = new TreeMap<>();
        Map<String, Long> silent = new TreeMap<>();
        List<String> examples = new ArrayList<>();
        ImportReads reads = new ImportReads(database.jdbi());
        for (Map.Entry<CommandPartition, long[]> range : feed.ranges().entrySet()) {
            long first = range.getValue()[0];
            long last = range.getValue()[1];
            ImportReads.Outcomes outcomes = reads.between(range.getKey(), first, last);
            applied += outcomes.applied();
            deadLetters += outcomes.deadLetters();
            outcomes.refusals().forEach((code, count) -> refusals.merge(code, count, Long::sum));
            outcomes.silent().forEach((kind, count) -> silent.merge(kind, count, Long::sum));
            outcomes.examples().stream()
                    .limit(ImportReads.EXAMPLES_MAX - (long) examples.size())
                    .forEach(examples::add);
        }
        return new ImportReport(
                read, feed.sent(), rejected, rejectedCount, applied, refusals, examples, silent, deadLetters, duration);
    }

    private static BufferedReader open(String file) throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    private static ProgressBar bar(String task) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setInitialMax(-1)
                .build();
    }
}
