package io.docket.domain;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A lifecycle compiled: state × trigger → target, or nothing. Immutable.
///
/// @param <S> the states
/// @param <T> the triggers
public final class TransitionTable<S extends Enum<S>, T extends Enum<T>> {
    private final String name;
    private final S initial;
    private final Set<S> finals;
    private final Map<S, Map<T, S>> targets;

    /// @param targets every state of the lifecycle, with an empty map where nothing leads on
    public TransitionTable(String name, S initial, Set<S> finals, Map<S, Map<T, S>> targets) {
        this.name = name;
        this.initial = initial;
        this.finals = Set.copyOf(finals);
        Map<S, Map<T, S>> copy = new EnumMap<>(initial.getDeclaringClass());
        targets.forEach((state, row) -> copy.put(state, row.isEmpty() ? Map.of() : new EnumMap<>(row)));
        this.targets = copy;
    }

    public String name() {
        return name;
    }

    public S initial() {
        return initial;
    }

    public boolean isFinal(S state) {
        return finals.contains(state);
    }

    public Set<S> states() {
        return Set.copyOf(targets.keySet());
    }

    /// Where the trigger leads from the state; null: it does not fit there.
    public @Nullable S target(S from, T trigger) {
        Map<T, S> row = targets.get(from);
        return row == null ? null : row.get(trigger);
    }

    public Map<T, S> row(S from) {
        return Map.copyOf(targets.getOrDefault(from, Map.of()));
    }
}
