package io.docket.app.command;

import io.docket.app.feed.TaskProgress;
import io.docket.app.instance.RefusedStartException;
import io.docket.processor.ProjectionCheck;
import io.docket.processor.archive.ArchiveDirectory;
import io.docket.processor.rebuild.FoldReport;
import io.docket.store.DocketDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The word that every state is the fold of its events.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Folds every aggregate from the event log, compares it with its row as both were at one instant, and reports",
            "the differences. Changes nothing; reads and writes go on. Exit code 1 when there are differences."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where `archive` has put the old months; without it their aggregates are not compared.")
    private @Nullable Path archive;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private @Nullable TaskProgress progress;

    @Override
    public Integer call() throws SQLException {
        long startNanos = System.nanoTime();
        FoldReport report;
        try (DocketDatabase database = instance.database()) {
            report = new ProjectionCheck(database, archive == null ? null : new ArchiveDirectory(archive), this::told)
                    .run();
        } catch (ArchiveDirectory.MissingArchive e) {
            throw new RefusedStartException(String.valueOf(e.getMessage()), "bring the archive's files back");
        } finally {
            if (progress != null) {
                progress.close();
            }
        }
        double seconds = (System.nanoTime() - startNanos) / NANOS;
        PrintWriter out = spec.commandLine().getOut();
        report.examples()
                .forEach(difference ->
                        out.println(difference.type().wire() + " " + difference.id() + ": " + difference.what()));
        out.printf(
                "%,d events of %,d aggregates folded in %.1f s (%,.0f events per second): %,d differences%n",
                report.events(), report.aggregates(), seconds, report.events() / seconds, report.differences());
        if (report.archived() > 0) {
            out.printf(
                    "%,d aggregates have events that are archived: not compared; say where with --archive%n",
                    report.archived());
        }
        out.flush();
        return report.differences() == 0 ? 0 : 1;
    }

    private void told(long reached, long end) {
        if (progress == null) {
            progress = TaskProgress.of("Folding", end, " events", 1);
        }
        progress.at(reached);
    }
}
