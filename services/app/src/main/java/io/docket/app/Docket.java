package io.docket.app;

import io.docket.app.command.AdoptTopicCommand;
import io.docket.app.command.ArchiveCommand;
import io.docket.app.command.DemoCommand;
import io.docket.app.command.ImportCommand;
import io.docket.app.command.ParkCommand;
import io.docket.app.command.RebuildCommand;
import io.docket.app.command.RedriveCommand;
import io.docket.app.command.ServeCommand;
import io.docket.app.command.VerifyCommand;
import io.docket.app.instance.PlainFailures;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The one executable.
@Command(
        name = "docket",
        mixinStandardHelpOptions = true,
        version = "Docket 0.2.0-SNAPSHOT",
        description = "Work orders and service supervision for software marketplaces.",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ImportCommand.class,
            RedriveCommand.class,
            ParkCommand.class,
            VerifyCommand.class,
            RebuildCommand.class,
            ArchiveCommand.class,
            AdoptTopicCommand.class
        })
public final class Docket implements Runnable {
    /// What runs when no command is given; without it, the help.
    private static final String DEFAULT_COMMAND = "docket.command.default";

    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

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
        return commandLine.execute(withCommand(args, System.getProperty(DEFAULT_COMMAND, "")));
    }

    /// Puts the default command first where the arguments name none; options alone are its options.
    private static String[] withCommand(String[] args, String fallback) {
        boolean named = args.length > 0 && (!args[0].startsWith("-") || ABOUT_THE_PROGRAM.contains(args[0]));
        return named || fallback.isEmpty()
                ? args
                : Stream.concat(Stream.of(fallback), Stream.of(args)).toArray(String[]::new);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
