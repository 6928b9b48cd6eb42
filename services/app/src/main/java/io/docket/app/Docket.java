package io.docket.app;

import io.docket.app.command.AdoptTopicCommand;
import io.docket.app.command.DemoCommand;
import io.docket.app.command.ImportCommand;
import io.docket.app.command.ServeCommand;
import io.docket.app.instance.PlainFailures;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The one executable.
@Command(
        name = "docket",
        mixinStandardHelpOptions = true,
        version = "Docket 0.1.0-SNAPSHOT",
        description = "Work orders and service supervision for software marketplaces.",
        subcommands = {DemoCommand.class, ServeCommand.class, ImportCommand.class, AdoptTopicCommand.class})
public final class Docket implements Runnable {
    /// What runs when no command is given; without it, the help.
    private static final String DEFAULT_COMMAND = "docket.command.default";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String[] args) {
        CommandLine commandLine = new CommandLine(new Docket());
        commandLine.setExecutionExceptionHandler((failure, failed, _) -> {
            PrintWriter err = failed.getErr();
            String line = PlainFailures.line(failure);
            if (line == null) {
                failure.printStackTrace(err);
            } else {
                err.println("docket: " + line);
            }
            return failed.getCommandSpec().exitCodeOnExecutionException();
        });
        String fallback = System.getProperty(DEFAULT_COMMAND, "");
        boolean bare = args.length == 0 && !fallback.isEmpty();
        return commandLine.execute(bare ? new String[] {fallback} : Objects.requireNonNull(args));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
