package io.docket.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The laws of a lifecycle's graph: every state can be reached from the initial one, every state reaches an end, and
/// nothing leaves an end (the Spring machine stops there, so such a row would never answer).
///
/// An end is final for ever: COMPLETED and REFUNDED of the nodes, SETTLED, RELEASED, UPHELD_BUYER, and DELETED of a
/// ticket. What domain.md calls final *but for* something (a completed ticket, a rejected refund) is not an end here;
/// its lifecycle goes on, so it has to reach an end as well.
record Reachability<S extends Enum<S>, T extends Enum<T>>(S initial, Set<S> ends, Map<S, Map<T, S>> targets) {

    List<String> faults() {
        List<String> faults = new ArrayList<>();
        Set<S> reached = reachedFrom(initial);
        for (S state : targets.keySet()) {
            if (!reached.contains(state)) {
                faults.add("%s cannot be reached from %s; add a transition that leads to it or drop the state"
                        .formatted(state, initial));
            }
            if (ends.contains(state)) {
                if (!rowOf(state).isEmpty()) {
                    faults.add("%s is declared as an end, but %s leaves it; drop the transitions or the end(...)"
                            .formatted(state, rowOf(state).keySet()));
                }
            } else if (reachedFrom(state).stream().noneMatch(ends::contains)) {
                faults.add("%s is a dead end: no end %s can be reached from it; add a transition or declare it end(...)"
                        .formatted(state, ends));
            }
        }
        return faults;
    }

    /// The state itself and all that can follow.
    Set<S> reachedFrom(S state) {
        Set<S> reached = EnumSet.of(state);
        Deque<S> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (S next : rowOf(open.remove()).values()) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private Map<T, S> rowOf(S state) {
        return targets.getOrDefault(state, Map.of());
    }
}
