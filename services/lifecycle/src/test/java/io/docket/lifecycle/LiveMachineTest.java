package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.TransitionTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table answers as the Spring machine does: in every pair of state and trigger, and all along random walks.
class LiveMachineTest {
    private static final int WALKS_MAX = 25;
    private static final int STEPS_MAX = 120;
    private static final int TRAIL_MAX = 12;

    static List<Declaration<?, ?>> lifecycles() {
        return Declared.all();
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void machine_and_table_agree_in_every_pair(Declaration<?, ?> declaration) {
        compareEveryPair(declaration);
    }

    @ParameterizedTest
    @MethodSource("lifecycles")
    void machine_and_table_walk_side_by_side(Declaration<?, ?> declaration) {
        long seed = Long.getLong("docket.seed", System.nanoTime());
        Random random = new Random(seed);

        for (int walk = 0; walk < WALKS_MAX; walk++) {
            walk(declaration, random, "%s, walk %d, repeat with -Ddocket.seed=%d".formatted(declaration, walk, seed));
        }
    }

    private static <S extends Enum<S>, T extends Enum<T>> void compareEveryPair(Declaration<S, T> declaration) {
        TransitionTable<S, T> table = LifecycleCompiler.compile(declaration);
        for (S state : table.states()) {
            for (T trigger : triggers(table)) {
                step(table, LiveMachine.restored(declaration, state), trigger, declaration + " restored");
            }
        }
    }

    private static <S extends Enum<S>, T extends Enum<T>> void walk(
            Declaration<S, T> declaration, Random random, String walk) {
        TransitionTable<S, T> table = LifecycleCompiler.compile(declaration);
        LiveMachine<S, T> machine = LiveMachine.of(declaration);
        List<T> triggers = triggers(table);
        Deque<String> trail = new ArrayDeque<>();
        assertThat(machine.state()).as(walk).isEqualTo(table.initial());
        int stepsAtTheEnd = 0;
        for (int step = 0; step < STEPS_MAX && stepsAtTheEnd < triggers.size(); step++) {
            List<T> fitting = List.copyOf(table.row(machine.state()).keySet());
            List<T> choice = fitting.isEmpty() || random.nextBoolean() ? triggers : fitting;
            T trigger = choice.get(random.nextInt(choice.size()));
            trail.add(machine.state() + " " + trigger);
            if (trail.size() > TRAIL_MAX) {
                trail.remove();
            }
            step(table, machine, trigger, walk + ", at the end of " + trail);
            stepsAtTheEnd += table.isFinal(machine.state()) ? 1 : 0;
        }
    }

    private static <S extends Enum<S>, T extends Enum<T>> void step(
            TransitionTable<S, T> table, LiveMachine<S, T> machine, T trigger, String where) {
        S before = machine.state();
        S target = table.target(before, trigger);

        boolean accepted = machine.send(trigger);

        assertThat(accepted).as("%s: %s in %s accepted", where, trigger, before).isEqualTo(target != null);
        assertThat(machine.state())
                .as("%s: %s in %s leads to", where, trigger, before)
                .isEqualTo(target == null ? before : target);
    }

    /// All triggers of the lifecycle's enum, those of other flows included.
    private static <S extends Enum<S>, T extends Enum<T>> List<T> triggers(TransitionTable<S, T> table) {
        T any = table.row(table.initial()).keySet().iterator().next();
        return List.of(any.getDeclaringClass().getEnumConstants());
    }
}
