package io.docket.proof;

import io.docket.proof.check.Check;
import io.docket.proof.nemesis.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What all rounds together came to, as Markdown.
final class Summary {
    private static final Map<Integer, String> PROMISES = Map.of(
            1, "Nothing acknowledged is lost",
            2, "Once",
            3, "In order, per aggregate",
            4, "The gate",
            5, "Explainable");

    private final List<Round.Outcome> rounds = new ArrayList<>();

    void add(Round.Outcome round) {
        rounds.add(round);
    }

    boolean isClean() {
        return rounds.stream().allMatch(round -> round.judgement().isClean());
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("Seeds ")
                .append(rounds.stream()
                        .map(round -> Long.toString(round.seed()))
                        .collect(Collectors.joining(", ")))
                .append(".\n\n")
                .append(sizes())
                .append('\n')
                .append(faults())
                .append('\n')
                .append(promises())
                .append('\n')
                .append(checks());
        return text.toString();
    }

    private long sum(ToLongFunction<Tally> part) {
        return rounds.stream().map(Round.Outcome::tally).mapToLong(part).sum();
    }

    private String sizes() {
        return """
                %,d tries: %,d acknowledged, %,d of them with an answer; %,d turned away; %,d aborted; of %,d nobody knew at
                first, and %,d of these were on the log. %,d records on the command topics, %,d of them lost with a replaced
                topic before they were decided; %,d events and refusals in the event log, %,d records on the events topics.
                """.formatted(
                        sum(Tally::attempts),
                        sum(Tally::acknowledged),
                        sum(Tally::answered),
                        sum(Tally::turnedAway),
                        sum(Tally::aborted),
                        sum(Tally::unknown),
                        sum(Tally::unknownKept),
                        sum(Tally::records),
                        sum(Tally::lost),
                        sum(Tally::events),
                        sum(Tally::published));
    }

    private Map<Fault, Long> counts() {
        Map<Fault, Long> counts = new EnumMap<>(Fault.class);
        rounds.forEach(round -> round.faults().forEach((fault, count) -> counts.merge(fault, (long) count, Long::sum)));
        return counts;
    }

    private String faults() {
        StringBuilder text = new StringBuilder("| fault | times |\n|---|---|\n");
        Map<Fault, Long> counts = counts();
        for (Fault fault : Fault.values()) {
            text.append("| %s | %,d |%n".formatted(fault.sentence(), counts.getOrDefault(fault, 0L)));
        }
        return text.toString();
    }

    private String promises() {
        StringBuilder text = new StringBuilder("| promise | faults that test it | survived |\n|---|---|---|\n");
        Map<Fault, Long> counts = counts();
        for (int promise : new TreeSet<>(PROMISES.keySet())) {
            List<Fault> testing = new ArrayList<>();
            for (Fault fault : Fault.values()) {
                if (promise == 4 || fault.tests(promise)) {
                    testing.add(fault);
                }
            }
            long survived = testing.stream()
                    .mapToLong(fault -> counts.getOrDefault(fault, 0L))
                    .sum();
            String names = testing.size() == Fault.values().length
                    ? "all of them, with receipt, refund and activation racing"
                    : testing.stream().map(Fault::sentence).collect(Collectors.joining("; "));
            text.append("| %d. %s | %s | %,d × |%n".formatted(promise, PROMISES.get(promise), names, survived));
        }
        return text.toString();
    }

    private String checks() {
        StringBuilder text =
                new StringBuilder("| promise | what was checked | examined | violations |\n|---|---|---|---|\n");
        for (Check check : Check.values()) {
            text.append("| %d | %s | %,d | %,d |%n"
                    .formatted(
                            check.promise(),
                            check.sentence(),
                            judged(round -> round.judgement().examined(check)),
                            judged(round -> round.judgement().violations(check))));
        }
        for (Round.Outcome round : rounds) {
            for (Check check : Check.values()) {
                round.judgement()
                        .examples(check)
                        .forEach(what -> text.append("\nSeed %d, %s: %s".formatted(round.seed(), check, what)));
            }
        }
        return text.toString();
    }

    private long judged(ToLongFunction<Round.Outcome> part) {
        return rounds.stream()
                .flatMapToLong(round -> LongStream.of(part.applyAsLong(round)))
                .sum();
    }
}
