package io.docket.app.command;

import io.docket.app.feed.TaskProgress;
import io.docket.app.instance.RefusedStartException;
import io.docket.processor.archive.ArchiveDirectory;
import io.docket.processor.rebuild.DamagedLog;
import io.docket.processor.rebuild.FoldReport;
import io.docket.processor.rebuild.ForeignViews;
import io.docket.processor.rebuild.PartitionSum;
import io.docket.processor.rebuild.Rebuild;
import io.docket.store.DocketDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The projections anew from the event log.
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the projections anew from the event log beside the live ones, says where the live rows differ, and puts",
            "the new ones in their place in one transaction. Reads and writes go on; deciding pauses for a moment at the end.",
            "It can be interrupted at any time: the live tables stay as they are until the very end, and the next run",
            "removes what was left. Exit code 0: switched (or, dry, without differences), 1: dry, with differences."
        })
public final class RebuildCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(names = "--dry-run", description = "Folds, compares and says what differs, and leaves everything as it is.")
    private boolean dryRun;

    @Option(
            names = "--switch-wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long to try for a moment in which nobody reads the tables; default ${DEFAULT-VALUE}")
    private int switchWaitSeconds = 600;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = "Where `archive` has put the old months; needed once it has.")
    private @Nullable Path archive;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        long startNanos = System.nanoTime();
        Rebuild.@Nullable Result result;
        try (DocketDatabase database = instance.database();
                Told told = new Told(spec.commandLine().getOut())) {
            result = new Rebuild(
                            database,
                            archive == null ? null : new ArchiveDirectory(archive),
                            told,
                            Duration.ofSeconds(switchWaitSeconds))
                    .run(!dryRun);
        } catch (ForeignViews e) {
            throw new RefusedStartException(
                    String.valueOf(e.getMessage()),
                    "drop them, rebuild, and create them again, or create them on the report views, where they may stay"
                            + " (docs/rebuilding.md); nothing is changed");
        } catch (ArchiveDirectory.MissingArchive e) {
            throw new RefusedStartException(
                    String.valueOf(e.getMessage()), "bring the archive's files back; nothing is changed");
        } catch (DamagedLog e) {
            throw new RefusedStartException(
                    String.valueOf(e.getMessage()),
                    "restore the event log from a backup; `verify` names the aggregates");
        }
        if (result == null) {
            throw new RefusedStartException("another rebuild is running", "wait for it, or end it");
        }
        double seconds = (System.nanoTime() - startNanos) / NANOS;
        FoldReport report = result.report();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%,d events of %,d aggregates rebuilt in %.1f s (%,.0f events per second); ",
                report.events(), report.aggregates(), seconds, report.events() / seconds);
        if (result.tries() == 0) {
            out.println("nothing is changed: --dry-run");
        } else {
            out.printf(
                    "%,d more were decided meanwhile; switched, nothing was decided for %d ms%n",
                    result.caughtUp(), result.pause().toMillis());
        }
        out.flush();
        return dryRun && report.differences() > 0 ? 1 : 0;
    }

    /// Steps and differences as they become known.
    private static final class Told implements Rebuild.Steps, AutoCloseable {
        private final PrintWriter out;
        private @Nullable TaskProgress progress;

        Told(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void step(String what) {
            close();
            out.println("docket: " + what);
            out.flush();
        }

        @Override
        public void at(long reached, long end) {
            if (progress == null) {
                progress = TaskProgress.of("Folding", end, " events", 1);
            }
            progress.at(reached);
        }

        @Override
        public void compared(FoldReport report) {
            close();
            report.examples()
                    .forEach(difference ->
                            out.println(difference.type().wire() + " " + difference.id() + ": " + difference.what()));
            report.partitions().stream()
                    .filter(partition -> !partition.isEqual())
                    .forEach(this::tell);
            out.printf(
                    "%,d differences; the checksums of %,d of %,d partitions are equal%n",
                    report.differences(),
                    report.partitions().stream().filter(PartitionSum::isEqual).count(),
                    report.partitions().size());
            out.flush();
        }

        private void tell(PartitionSum partition) {
            out.printf(
                    "%s partition %d: %,d rows with checksum %016x are live, %,d with %016x come of the log%n",
                    partition.type().wire(),
                    partition.partition(),
                    partition.liveRows(),
                    partition.liveSum(),
                    partition.foldedRows(),
                    partition.foldedSum());
        }

        @Override
        public void close() {
            if (progress != null) {
                progress.close();
                progress = null;
            }
        }
    }
}
