package io.docket.app.command;

import io.docket.app.instance.RefusedStartException;
import io.docket.processor.archive.Archive;
import io.docket.processor.archive.ArchiveDirectory;
import io.docket.store.DocketDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Old months out of the database.
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = {
            "Takes out of the event log what was recorded before a month of aggregates that are at rest since, and the silent",
            "outcomes of then: to gzipped CSV, read again and compared before anything is dropped (docs/growth.md).",
            "Openings and last states stay. Without --yes only says what would go. Interrupted, it has dropped nothing."
        })
public final class ArchiveCommand implements Callable<Integer> {
    @Option(
            names = "--before",
            required = true,
            paramLabel = "YYYY-MM",
            description = "The first month that is kept whole; this month and the last always are.")
    private String before = "";

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Where the files go.")
    private Path to = Path.of("");

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException, IOException {
        YearMonth month;
        try {
            month = YearMonth.parse(before);
        } catch (DateTimeException _) {
            spec.commandLine().getErr().println("docket: Expected a month such as 2026-06, but it is " + before);
            return 2;
        }
        PrintWriter out = spec.commandLine().getOut();
        Archive.Result result;
        try (DocketDatabase database = instance.database()) {
            result = new Archive(database, new ArchiveDirectory(to), spec.root().version()[0], what -> {
                        out.println("docket: " + what);
                        out.flush();
                    })
                    .run(month.atDay(1), yes);
        } catch (SQLException e) {
            if ("22023".equals(e.getSQLState()) || "55000".equals(e.getSQLState())) {
                throw new RefusedStartException(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""), "nothing is changed");
            }
            throw e;
        }
        if (result == null) {
            throw new RefusedStartException("somebody else is archiving", "wait for it, or end it");
        }
        out.printf(
                "%,d events and %,d silent outcomes of before %s %s%n",
                result.events(),
                result.silent(),
                month,
                yes ? "are archived" : "would be archived; say --yes to do it");
        out.flush();
        return 0;
    }
}
