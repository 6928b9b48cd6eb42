package io.docket.proof.check;

import io.docket.domain.Coordinates;
import io.docket.proof.check.Evidence.Kind;
import io.docket.proof.check.Evidence.LogRecord;
import io.docket.proof.check.Evidence.OutcomeRow;
import io.docket.proof.history.Attempt;
import io.docket.proof.history.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Records and their outcomes.
final class OutcomeChecks {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Evidence evidence;
    private final Judgement judgement;
    private final Map<Coordinates, List<OutcomeRow>> outcomes = new HashMap<>();

    OutcomeChecks(Evidence evidence, Judgement judgement) {
        this.evidence = evidence;
        this.judgement = judgement;
        evidence.outcomes()
                .forEach(row -> outcomes.computeIfAbsent(row.at(), _ -> new ArrayList<>())
                        .add(row));
    }

    void run() {
        kept();
        oneOutcome();
        once();
    }

    private void kept() {
        Set<String> traces = new HashSet<>();
        evidence.log().values().forEach(record -> traces.add(String.valueOf(record.trace())));
        for (Attempt attempt : evidence.attempts()) {
            switch (attempt.fate()) {
                case Fate.Acknowledged(Coordinates at, var _) -> {
                    LogRecord record = evidence.log().get(at);
                    judgement.require(
                            record != null && attempt.trace().equals(record.trace()),
                            Check.KEPT,
                            attempt.wish() + " was acknowledged at " + at + ", where there is "
                                    + (record == null ? "nothing" : record));
                }
                case Fate.Aborted(Coordinates at) ->
                    judgement.require(
                            !evidence.log().containsKey(at) && !outcomes.containsKey(at),
                            Check.KEPT,
                            attempt.wish() + " was aborted at " + at + ", but it counts");
                case Fate.TurnedAway(int status, String code) ->
                    judgement.require(
                            !traces.contains(attempt.trace()),
                            Check.KEPT,
                            attempt.wish() + " was turned away (" + status + " " + code + "), but it is on the log");
                case Fate.Unknown _ -> judgement.examined(Check.RESOLVED, 1); // by its record, if there is one
            }
        }
    }

    private void oneOutcome() {
        evidence.log().forEach((at, record) -> {
            int found = outcomes.getOrDefault(at, List.of()).size();
            boolean right = found == 1 || (found == 0 && evidence.lost().contains(at));
            judgement.require(right, Check.ONE_OUTCOME, record + " has " + found + " outcomes");
        });
        outcomes.keySet()
                .forEach(at -> judgement.require(
                        evidence.log().containsKey(at),
                        Check.ONE_OUTCOME,
                        "there is no record at " + at + ", but an outcome: " + outcomes.get(at)));
    }

    private record Command(int type, String aggregateId, String commandId) {}

    private void once() {
        Map<Command, OutcomeRow> firsts = new HashMap<>();
        for (OutcomeRow row : evidence.outcomes()) {
            if (row.kind() == Kind.DECIDED || row.kind() == Kind.NOTED) {
                Command command = new Command(row.at().type().code(), row.aggregateId(), row.commandId());
                OutcomeRow other = firsts.putIfAbsent(command, row);
                judgement.require(other == null, Check.ONCE, command + " is decided at " + other + " and at " + row);
            }
        }
        for (OutcomeRow row : evidence.outcomes()) {
            if (row.kind() == Kind.REPEAT || row.kind() == Kind.MISMATCH) {
                String wrong = wrong(row);
                judgement.require(wrong == null, Check.ONCE, row + " " + wrong);
            }
        }
    }

    private @Nullable String wrong(OutcomeRow row) {
        Coordinates first = row.first();
        LogRecord here = evidence.log().get(row.at());
        LogRecord there = first == null ? null : evidence.log().get(first);
        if (here == null || there == null) {
            return "points to no record";
        }
        List<OutcomeRow> firsts = outcomes.getOrDefault(first, List.of());
        if (firsts.size() != 1
                || !List.of(Kind.DECIDED, Kind.NOTED).contains(firsts.getFirst().kind())) {
            return "points to what was not decided: " + firsts;
        }
        boolean sameId = Objects.equals(id(here), id(there));
        if (!sameId) {
            // The order is opened already: whoever opens it again gets the first answer.
            return row.kind() == Kind.REPEAT && String.valueOf(type(here)).endsWith(".open.v1")
                    ? null
                    : "points to another command";
        }
        boolean sameContent = Objects.equals(type(here), type(there))
                && Objects.equals(
                        here.headers().get("ce_actor"), there.headers().get("ce_actor"))
                && Objects.equals(
                        here.headers().get("ce_seller"), there.headers().get("ce_seller"))
                && JSON.readTree(here.value()).equals(JSON.readTree(there.value()));
        return sameContent == (row.kind() == Kind.REPEAT) ? null : "is of the wrong kind";
    }

    private static @Nullable String id(LogRecord record) {
        return record.headers().get("ce_id");
    }

    private static @Nullable String type(LogRecord record) {
        return record.headers().get("ce_type");
    }
}
