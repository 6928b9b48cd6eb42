package io.docket.app.command;

import io.docket.app.demo.Endpoints;
import io.docket.contracts.DeadLetterReason;
import io.docket.domain.AggregateType;
import io.docket.gateway.GatewayProperties;
import io.docket.gateway.command.CommandLog;
import io.docket.gateway.deadletter.Redrive;
import io.docket.gateway.position.Layouts;
import io.docket.store.DocketDatabase;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterFilter;
import io.docket.store.read.DeadLetterReads;
import io.docket.store.read.DeadLetterRequest;
import io.docket.store.read.LayoutReads;
import io.docket.store.vault.CodeKeys;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Dead letters onto the log again.
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = {
            "Produces dead letters again, byte by byte as they were, to where their key belongs. What would be a dead",
            "letter again is left where it is. Without --yes only says what would be done (docs/dead-letters.md)."
        })
public final class RedriveCommand implements Callable<Integer> {
    private static final int MAX = 1_000;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "sc.1:3:1234; none: those that the options find.")
    private List<String> ids = new ArrayList<>();

    @ArgGroup(exclusive = false, heading = "Which, without an ID:%n")
    private @Nullable Which which;

    /// The filters of HTTP.
    private static final class Which {
        @Option(
                names = "--status",
                defaultValue = "OPEN",
                description = "Only those that stand so: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
        private DeadLetter.Status status = DeadLetter.Status.OPEN;

        @Option(names = "--reason", description = "Only those with this reason: ${COMPLETION-CANDIDATES}")
        private @Nullable DeadLetterReason reason;

        @Option(names = "--topic", description = "Only those of this command topic.")
        private @Nullable String topic;

        @Option(names = "--key", description = "Only those with this record key.")
        private @Nullable String key;

        @Option(
                names = "--from",
                paramLabel = "TIME",
                converter = TimeOption.class,
                description = "Only those recorded then or later, such as 2026-11-23T08:00:00Z.")
        private @Nullable Instant from;

        @Option(
                names = "--to",
                paramLabel = "TIME",
                converter = TimeOption.class,
                description = "Only those recorded before.")
        private @Nullable Instant to;
    }

    @Option(
            names = "--max",
            defaultValue = "100",
            description = "At most so many, the oldest first, up to " + MAX + "; default ${DEFAULT-VALUE}")
    private int max = 100;

    @Option(names = "--note", description = "Why; kept with the letter.")
    private @Nullable String note;

    @Option(names = "--yes", description = "Does it.")
    private boolean yes;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (which != null && !ids.isEmpty()) {
            throw wrong("Expected either ids or options that find some, but there are both");
        }
        if (max < 1 || max > MAX) {
            throw wrong("Expected --max of 1 to " + MAX + ", but it is " + max);
        }
        DeadLetterFilter filter = filter(which == null ? new Which() : which);
        DeadLetterAudit.By by = LetterIds.by(note, spec);
        Endpoints endpoints = instance.endpoints();
        GatewayProperties defaults =
                new Binder(new MapConfigurationPropertySource()).bindOrCreate("docket", GatewayProperties.class);
        try (DocketDatabase database = instance.database()) {
            InstantSource time = InstantSource.system();
            Layouts layouts = new Layouts(new LayoutReads(database.jdbi()));
            DeadLetterReads letters = new DeadLetterReads(database.jdbi());
            // One more than asked for, to say whether there are more.
            List<DeadLetter> found =
                    ids.isEmpty() ? letters.oldest(filter, max + 1) : LetterIds.find(letters, ids, spec);
            boolean more = ids.isEmpty() && found.size() > max;
            try (CommandLog log = new CommandLog(endpoints.kafka(), defaults.gateway(), layouts, time)) {
                DeadLetterAudit audit = new DeadLetterAudit(database.jdbi());
                CodeKeys keys = CodeKeys.open(Path.of(endpoints.keysDir()), false);
                redrive(
                        new Redrive(keys, layouts, log, audit, time),
                        audit,
                        by,
                        ids.isEmpty() ? filter.text() + " max=" + max : String.join(" ", ids),
                        more ? found.subList(0, max) : found);
            }
            if (more) {
                spec.commandLine().getOut().println("There are more; say --max, or redrive again");
            }
        }
        return 0;
    }

    private DeadLetterFilter filter(Which asked) {
        AggregateType topicOf = asked.topic == null ? null : AggregateType.ofCommandTopic(asked.topic);
        if (asked.topic != null && topicOf == null) {
            throw wrong("Expected a command topic, but '" + asked.topic + "' is none");
        }
        return new DeadLetterFilter(
                asked.status,
                asked.reason == null ? null : asked.reason.name(),
                topicOf,
                asked.key,
                asked.from,
                asked.to);
    }

    private void redrive(
            Redrive redrive, DeadLetterAudit audit, DeadLetterAudit.By by, String asked, List<DeadLetter> found)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long request = audit.asked(by, yes ? DeadLetterRequest.Asked.REDRIVE : DeadLetterRequest.Asked.TRY, asked);
        int commands = 0;
        for (DeadLetter letter : found) {
            Redrive.Verdict verdict = yes ? redrive.send(letter, by) : redrive.dryRun(letter);
            commands += verdict.reason() == null ? 1 : 0;
            out.println(letter.at() + " "
                    + (verdict.reason() != null
                            ? "left: " + verdict.reason() + ": " + verdict.detail()
                            : (yes ? "sent to " + verdict.sentTo() : "would be sent") + ": " + verdict.detail()));
            out.flush();
        }
        audit.answered(request, found.size(), yes ? commands : 0);
        out.printf(
                "%d dead letters, %d %s%n",
                found.size(), commands, yes ? "produced again" : "would be produced again; say --yes to do it");
        out.flush();
    }

    private ParameterException wrong(String complaint) {
        return new ParameterException(spec.commandLine(), complaint);
    }
}
