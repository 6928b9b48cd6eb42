package io.docket.proof;

import io.docket.proof.check.Evidence;
import io.docket.proof.history.Attempt;
import io.docket.proof.history.Fate;
import java.util.HashSet;
import java.util.Set;

/// How much of everything there was in a round.
///
/// @param unknownKept tries that nobody acknowledged and that are on the log all the same
record Tally(
        long attempts,
        long acknowledged,
        long answered,
        long turnedAway,
        long unknown,
        long unknownKept,
        long aborted,
        long records,
        long lost,
        long events,
        long published) {

    static Tally of(Evidence evidence) {
        Set<String> traces = new HashSet<>();
        evidence.log().values().forEach(record -> traces.add(record.headers().getOrDefault("ce_traceparent", "")));
        long acknowledged = 0;
        long answered = 0;
        long turnedAway = 0;
        long unknown = 0;
        long unknownKept = 0;
        long aborted = 0;
        for (Attempt attempt : evidence.attempts()) {
            switch (attempt.fate()) {
                case Fate.Acknowledged(var _, var answer) -> {
                    acknowledged++;
                    answered += answer == null ? 0 : 1;
                }
                case Fate.TurnedAway _ -> turnedAway++;
                case Fate.Unknown _ -> {
                    unknown++;
                    unknownKept += traces.contains(attempt.trace()) ? 1 : 0;
                }
                case Fate.Aborted _ -> aborted++;
            }
        }
        return new Tally(
                evidence.attempts().size(),
                acknowledged,
                answered,
                turnedAway,
                unknown,
                unknownKept,
                aborted,
                evidence.log().size(),
                evidence.lost().size(),
                evidence.events().size(),
                evidence.published().size());
    }
}
