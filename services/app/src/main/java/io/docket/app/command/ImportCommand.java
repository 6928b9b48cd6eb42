package io.docket.app.command;

import io.docket.app.demo.Endpoints;
import io.docket.app.feed.ClockHold;
import io.docket.app.feed.Import;
import io.docket.app.feed.ImportReport;
import io.docket.store.DocketDatabase;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Feeds a running instance with commands from files.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Produces commands from files of CloudEvents, one JSON object per line, routed by their type; waits until all",
            "are decided and reports the refusals. Exit code 1 when a line was no command or became a dead letter."
        })
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--hold-clock",
            description =
                    "No deadline fires before the import has ended: for histories whose deadlines lie in the past.")
    private boolean holdClock;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Endpoints endpoints = instance.endpoints();
        try (DocketDatabase database = instance.database()) {
            CodeKeys keys = CodeKeys.open(Path.of(endpoints.keysDir()), false);
            ImportReport report;
            try (ClockHold _ = holdClock ? ClockHold.begin(database) : ClockHold.none()) {
                report = new Import(endpoints.kafka(), database, keys).run(files);
            }
            report.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return report.isClean() ? 0 : 1;
        }
    }
}
