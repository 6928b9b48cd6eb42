package io.docket.proof.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What checking found.
public final class Judgement {
    private static final int EXAMPLES_MAX = 20;

    private final Map<Check, Long> examined = new EnumMap<>(Check.class);
    private final Map<Check, Long> violations = new EnumMap<>(Check.class);
    private final Map<Check, List<String>> examples = new EnumMap<>(Check.class);

    void examined(Check check, long count) {
        examined.merge(check, count, Long::sum);
    }

    void violated(Check check, String what) {
        violations.merge(check, 1L, Long::sum);
        List<String> known = examples.computeIfAbsent(check, _ -> new ArrayList<>());
        if (known.size() < EXAMPLES_MAX) {
            known.add(what);
        }
    }

    void require(boolean holds, Check check, String what) {
        examined(check, 1);
        if (!holds) {
            violated(check, what);
        }
    }

    /// How many things the check looked at.
    public long examined(Check check) {
        return examined.getOrDefault(check, 0L);
    }

    /// How many of them were not as they must be.
    public long violations(Check check) {
        return violations.getOrDefault(check, 0L);
    }

    /// The first of them.
    public List<String> examples(Check check) {
        return examples.getOrDefault(check, List.of());
    }

    public boolean isClean() {
        return violations.isEmpty();
    }

    /// A table as Markdown, and what is wrong.
    public String report() {
        StringBuilder text = new StringBuilder("| promise | check | examined | violations |\n|---|---|---|---|\n");
        for (Check check : Check.values()) {
            text.append("| %d | %s | %,d | %,d |%n"
                    .formatted(check.promise(), check.sentence(), examined(check), violations(check)));
        }
        examples.forEach((check, found) -> found.forEach(
                what -> text.append(check).append(": ").append(what).append('\n')));
        return text.toString();
    }
}
