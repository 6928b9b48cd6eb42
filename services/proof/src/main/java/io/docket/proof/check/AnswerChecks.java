package io.docket.proof.check;

import io.docket.domain.Coordinates;
import io.docket.proof.check.Evidence.Kind;
import io.docket.proof.check.Evidence.Logged;
import io.docket.proof.check.Evidence.OutcomeRow;
import io.docket.proof.history.Answer;
import io.docket.proof.history.Attempt;
import io.docket.proof.history.Fate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Answers over HTTP against what the log came to.
final class AnswerChecks {
    private static final String INTERNAL_ERROR_ALLOWED = "DEAD_LETTERED";

    private final Evidence evidence;
    private final Judgement judgement;
    private final Map<Coordinates, OutcomeRow> outcomes = new HashMap<>();
    private final Map<Coordinates, List<Logged>> events = new HashMap<>();

    AnswerChecks(Evidence evidence, Judgement judgement) {
        this.evidence = evidence;
        this.judgement = judgement;
        evidence.outcomes().forEach(row -> outcomes.put(row.at(), row));
        evidence.events()
                .forEach(event -> events.computeIfAbsent(event.at(), _ -> new ArrayList<>())
                        .add(event));
        events.values().forEach(list -> list.sort(Comparator.comparingInt(Logged::index)));
    }

    void run() {
        for (Attempt attempt : evidence.attempts()) {
            if (attempt.fate() instanceof Fate.Acknowledged(Coordinates at, Answer answer) && answer != null) {
                String wrong = wrong(at, answer);
                judgement.require(
                        wrong == null, Check.ANSWERED, attempt + " was answered otherwise than the log says: " + wrong);
            }
            if (attempt.fate() instanceof Fate.Unknown(int status, String why)) {
                judgement.require(
                        status != 500 || why.equals(INTERNAL_ERROR_ALLOWED),
                        Check.ANSWERED,
                        attempt + " was answered with an error of Docket's own");
            }
        }
    }

    private @Nullable String wrong(Coordinates at, Answer answer) {
        OutcomeRow outcome = outcomes.get(at);
        if (outcome != null && outcome.kind() == Kind.REPEAT && outcome.first() != null) {
            outcome = outcomes.get(outcome.first());
        }
        if (outcome == null) {
            return "there is no outcome";
        }
        return switch (outcome.kind()) {
            case DECIDED -> ofDecision(events.getOrDefault(outcome.at(), List.of()), answer);
            case NOTED -> answer.status() == 200 ? null : "it was accepted without an event";
            case MISMATCH -> answer.code().equals("IDEMPOTENCY_MISMATCH") ? null : "it is a mismatch";
            case DEAD -> "it is a dead letter";
            case REPEAT -> "it repeats a repeat";
        };
    }

    private static @Nullable String ofDecision(List<Logged> said, Answer answer) {
        if (said.isEmpty()) {
            return "there are no events";
        }
        Logged first = said.getFirst();
        if (first.isRefusal()) {
            return answer.status() >= 400 && Objects.equals(answer.code(), first.refusalCode())
                    ? null
                    : "refused " + first.refusalCode();
        }
        JsonNode told = answer.body().path("events");
        boolean same = answer.status() < 300 && told.size() == said.size();
        for (int i = 0; same && i < said.size(); i++) {
            Logged event = said.get(i);
            same = told.get(i).path("id").asString("").equals(event.id())
                    && told.get(i).path("type").asString("").equals(event.eventType())
                    && told.get(i).path("sequence").asLong(-1) == event.sequence();
        }
        long version = answer.body().path("state").path("version").asLong(-1);
        return same && version == said.getLast().sequence() ? null : said.toString();
    }
}
