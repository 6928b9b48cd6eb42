package io.docket.lifecycle;

import io.docket.domain.TransitionTable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A table as text, to compare with one written by hand: a line per state, and every trigger that has an answer there.
/// What a line does not name is refused, so equal texts are equal in every pair of state and trigger.
final class TableText {
    private TableText() {}

    static <S extends Enum<S>, T extends Enum<T>> String of(TransitionTable<S, T> table, Class<T> triggers) {
        return Arrays.stream(table.initial().getDeclaringClass().getEnumConstants())
                .filter(table.states()::contains)
                .map(state -> line(table, state, triggers))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static <S extends Enum<S>, T extends Enum<T>> String line(
            TransitionTable<S, T> table, S state, Class<T> triggers) {
        String mark = (state == table.initial() ? " (initial)" : "") + (table.isFinal(state) ? " (final)" : "");
        Stream<String> answers = Arrays.stream(triggers.getEnumConstants()).flatMap(trigger -> {
            S target = table.target(state, trigger);
            return target == null ? Stream.of() : Stream.of(trigger + (target == state ? " stays" : " > " + target));
        });
        return Stream.concat(Stream.of(state + mark), answers).collect(Collectors.joining(" | "));
    }
}
