package io.docket.lifecycle;

import io.docket.domain.TransitionTable;
import io.docket.domain.supervision.Node;
import io.docket.domain.ticket.TicketState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A page of the documentation, written from the tables: a Mermaid diagram of what moves a state, a list of what stays.
///
/// @param name of the file, without its suffix
/// @param variants title → table; one page shows a lifecycle in all its variants
record LifecyclePage(String name, String title, String intro, Map<String, TransitionTable<?, ?>> variants) {

    String fileName() {
        return name + ".md";
    }

    String markdown() {
        StringBuilder page = new StringBuilder("# %s\n\n%s\n".formatted(title, intro));
        variants.forEach((variant, table) -> {
            if (variants.size() > 1) {
                page.append("\n## %s\n".formatted(variant));
            }
            page.append(section(table));
        });
        return page.toString();
    }

    private static <S extends Enum<S>, T extends Enum<T>> String section(TransitionTable<S, T> table) {
        List<S> states = Arrays.stream(table.initial().getDeclaringClass().getEnumConstants())
                .filter(table.states()::contains)
                .toList();
        return diagram(table, states) + legend(table, states);
    }

    private static <S extends Enum<S>, T extends Enum<T>> String diagram(TransitionTable<S, T> table, List<S> states) {
        List<String> lines = new ArrayList<>(List.of("", "```mermaid", "stateDiagram-v2"));
        for (S state : states) {
            if (hasLabels(state)) {
                lines.add("    state \"%s %s / %s\" as %s".formatted(state, zh(state), en(state), state));
            }
        }
        lines.add("    [*] --> " + table.initial());
        for (S state : states) {
            moves(table, state)
                    .forEach((target, triggers) ->
                            lines.add("    %s --> %s : %s".formatted(state, target, String.join(", ", triggers))));
            if (table.isFinal(state)) {
                lines.add("    %s --> [*]".formatted(state));
            }
        }
        lines.add("```\n");
        return String.join("\n", lines);
    }

    private static <S extends Enum<S>, T extends Enum<T>> String legend(TransitionTable<S, T> table, List<S> states) {
        boolean labels = hasLabels(table.initial());
        StringBuilder legend = new StringBuilder("\n");
        legend.append(labels ? "| State | 中文 | English | Allowed, and stays |\n" : "| State | Allowed, and stays |\n");
        legend.append(labels ? "|---|---|---|---|\n" : "|---|---|\n");
        for (S state : states) {
            String mark = (state == table.initial() ? " (initial)" : "") + (table.isFinal(state) ? " (final)" : "");
            String names = labels ? " %s | %s |".formatted(zh(state), en(state)) : "";
            legend.append("| `%s`%s |%s %s |\n".formatted(state, mark, names, stays(table, state)));
        }
        return legend.toString();
    }

    private static <S extends Enum<S>, T extends Enum<T>> Map<S, List<String>> moves(
            TransitionTable<S, T> table, S state) {
        Map<S, List<String>> moves = new LinkedHashMap<>();
        row(table, state).forEach((trigger, target) -> {
            if (target != state) {
                moves.computeIfAbsent(target, _ -> new ArrayList<>()).add(trigger.name());
            }
        });
        return moves;
    }

    private static <S extends Enum<S>, T extends Enum<T>> String stays(TransitionTable<S, T> table, S state) {
        String stays = row(table, state).entrySet().stream()
                .filter(entry -> entry.getValue() == state)
                .map(entry -> "`" + entry.getKey() + "`")
                .collect(Collectors.joining(", "));
        return stays.isEmpty() ? "–" : stays;
    }

    /// In the order in which the triggers are declared, so that the page is the same each time.
    private static <S extends Enum<S>, T extends Enum<T>> Map<T, S> row(TransitionTable<S, T> table, S state) {
        Map<T, S> row = table.row(state);
        return row.isEmpty() ? row : new EnumMap<>(row);
    }

    private static boolean hasLabels(Enum<?> state) {
        return state instanceof Node || state instanceof TicketState;
    }

    private static String zh(Enum<?> state) {
        return switch (state) {
            case Node node -> node.labelZh();
            case TicketState ticket -> ticket.labelZh();
            default -> "";
        };
    }

    private static String en(Enum<?> state) {
        return switch (state) {
            case Node node -> node.labelEn();
            case TicketState ticket -> ticket.labelEn();
            default -> "";
        };
    }
}
