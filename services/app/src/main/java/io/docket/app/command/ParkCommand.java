package io.docket.app.command;

import io.docket.store.DocketDatabase;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterReads;
import io.docket.store.read.DeadLetterRequest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Dead letters left as they are.
@Command(
        name = "park",
        mixinStandardHelpOptions = true,
        description = {
            "Leaves dead letters as they are, with a note that says why. They are no longer OPEN, so `redrive` passes them",
            "over unless it is asked for --status=PARKED or for their ids (docs/dead-letters.md)."
        })
public final class ParkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "sc.1:3:1234")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--note", required = true, description = "Why; kept with the letter.")
    private String note = "";

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (note.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "Expected a --note that says why it is parked, but there is none");
        }
        DeadLetterAudit.By by = LetterIds.by(note, spec);
        try (DocketDatabase database = instance.database()) {
            List<DeadLetter> found = LetterIds.find(new DeadLetterReads(database.jdbi()), ids, spec);
            DeadLetterAudit audit = new DeadLetterAudit(database.jdbi());
            long request = audit.asked(by, DeadLetterRequest.Asked.PARK, String.join(" ", ids));
            PrintWriter out = spec.commandLine().getOut();
            for (DeadLetter letter : found) {
                audit.parked(letter.at(), by);
                out.println(letter.at() + " " + letter.reason() + ": parked");
            }
            audit.answered(request, found.size(), 0);
            out.flush();
        }
        return 0;
    }
}
