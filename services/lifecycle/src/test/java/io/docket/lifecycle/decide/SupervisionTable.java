package io.docket.lifecycle.decide;

import io.docket.lifecycle.decide.SupervisionSpace.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// A space as text for people: per place (node, refund, code) what each command leads to; the refusals of a place on
/// one line per code; and what differs under other circumstances, an open appeal say.
final class SupervisionTable {
    private SupervisionTable() {}

    static String of(String title, SupervisionSpace space) {
        StringBuilder text = new StringBuilder("# " + title + "\n");
        Map<String, List<SupervisionKind>> places = new LinkedHashMap<>();
        space.steps()
                .keySet()
                .forEach(kind -> places.computeIfAbsent(kind.place(), _ -> new ArrayList<>())
                        .add(kind));
        places.forEach((place, kinds) -> appendPlace(text, space, place, kinds));
        return text.toString();
    }

    private static void appendPlace(
            StringBuilder text, SupervisionSpace space, String place, List<SupervisionKind> kinds) {
        Map<String, String> usual = answers(space, kinds.getFirst());
        Map<Map<String, String>, List<String>> differences = new LinkedHashMap<>();
        for (SupervisionKind kind : kinds) {
            Map<String, String> different = answers(space, kind);
            different.entrySet().removeIf(answer -> answer.getValue().equals(usual.get(answer.getKey())));
            differences.computeIfAbsent(different, _ -> new ArrayList<>()).add(kind.circumstances());
        }
        text.append("\n## ").append(place).append("\n");
        differences.forEach((answers, circumstances) -> {
            text.append("with ")
                    .append(String.join("; ", new LinkedHashSet<>(circumstances)))
                    .append(answers.isEmpty() ? ":\n" : ", other than above:\n");
            appendAnswers(text, answers.isEmpty() ? usual : answers);
        });
    }

    private static Map<String, String> answers(SupervisionSpace space, SupervisionKind kind) {
        Map<String, String> answers = new LinkedHashMap<>();
        Map<String, Step> steps = space.steps().get(kind);
        if (steps != null) {
            steps.forEach((command, step) -> answers.put(command, step.text(kind)));
        }
        return answers;
    }

    private static void appendAnswers(StringBuilder text, Map<String, String> answers) {
        Map<String, List<String>> refused = new LinkedHashMap<>();
        answers.forEach((command, answer) -> {
            if (answer.matches("[A-Z_]+")) {
                refused.computeIfAbsent(answer, _ -> new ArrayList<>()).add(command);
            } else {
                text.append("  %-38s %s\n".formatted(command, answer));
            }
        });
        refused.forEach((code, commands) -> text.append("  ")
                .append(code)
                .append(": ")
                .append(String.join(", ", commands))
                .append("\n"));
    }
}
