package io.docket.app.command;

import io.docket.gateway.position.Positions;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterReads;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Dead letters as they are named on the command line, and who names them.
final class LetterIds {
    /// As over HTTP.
    private static final int NOTE_CHARS_MAX = 1_000;

    private LetterIds() {}

    /// @throws ParameterException when one of them is none
    static List<DeadLetter> find(DeadLetterReads letters, List<String> ids, CommandSpec spec) {
        return ids.stream()
                .map(id -> Positions.parseOne(id)
                        .flatMap(letters::find)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "Expected the id of a dead letter such as sc.1:3:1234, but '" + id + "' is none")))
                .toList();
    }

    /// The account that runs the command.
    ///
    /// @throws ParameterException when the note is longer than one may be
    static DeadLetterAudit.By by(@Nullable String note, CommandSpec spec) {
        if (note != null && note.length() > NOTE_CHARS_MAX) {
            throw new ParameterException(
                    spec.commandLine(), "Expected a --note of at most " + NOTE_CHARS_MAX + " characters");
        }
        return new DeadLetterAudit.By(
                "os:" + System.getProperty("user.name", "unknown"),
                UUID.randomUUID().toString(),
                note);
    }
}
