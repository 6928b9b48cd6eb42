package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// What a faulty declaration is told.
class CompileFaultsTest {
    private enum Lamp {
        OFF,
        ON,
        BROKEN
    }

    private enum Touch {
        PRESS,
        DROP
    }

    private interface Transitions {
        void declare(StateMachineTransitionConfigurer<Lamp, Touch> transitions) throws Exception;
    }

    private record LampLifecycle(EnumSet<Lamp> declared, Transitions rows) implements Declaration<Lamp, Touch> {
        @Override
        public String name() {
            return "lamp";
        }

        @Override
        public void states(StateMachineStateConfigurer<Lamp, Touch> states) throws Exception {
            var withStates = states.withStates().initial(Lamp.OFF).states(declared);
            if (declared.contains(Lamp.BROKEN)) {
                withStates.end(Lamp.BROKEN);
            }
        }

        @Override
        public void transitions(StateMachineTransitionConfigurer<Lamp, Touch> transitions) throws Exception {
            rows.declare(transitions);
        }
    }

    @Test
    void a_state_that_nothing_leads_to_is_named() {
        assertFault(
                EnumSet.allOf(Lamp.class),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                    rows.withExternal().source(Lamp.ON).target(Lamp.BROKEN).event(Touch.DROP);
                },
                "ON cannot be reached from OFF; add a transition that leads to it or drop the state");
    }

    @Test
    void a_state_that_leads_to_no_end_is_a_dead_end() {
        assertFault(
                EnumSet.allOf(Lamp.class),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.ON).event(Touch.PRESS);
                    rows.withInternal().source(Lamp.ON).event(Touch.PRESS);
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                },
                "ON is a dead end: no end [BROKEN] can be reached from it; add a transition or declare it end(...)");
    }

    @Test
    void states_that_only_lead_to_each_other_are_dead_ends_too() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.ON),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.ON).event(Touch.PRESS);
                    rows.withExternal().source(Lamp.ON).target(Lamp.OFF).event(Touch.PRESS);
                },
                "OFF is a dead end",
                "ON is a dead end");
    }

    @Test
    void two_answers_to_one_trigger_are_told_apart_by_nothing() {
        assertFault(
                EnumSet.allOf(Lamp.class),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.ON).event(Touch.PRESS);
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.PRESS);
                    rows.withExternal().source(Lamp.ON).target(Lamp.BROKEN).event(Touch.DROP);
                },
                "PRESS in OFF leads to both ON and BROKEN; drop one, or make it two triggers");
    }

    @Test
    void the_same_answer_twice_is_one_too_many() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.BROKEN),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                },
                "DROP in OFF leads to both BROKEN and BROKEN");
    }

    @Test
    void a_transition_may_only_name_declared_states() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.BROKEN),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                    rows.withExternal().source(Lamp.OFF).target(Lamp.ON).event(Touch.PRESS);
                    rows.withInternal().source(Lamp.ON).event(Touch.PRESS);
                },
                "PRESS in OFF names ON, which is not declared; add it to states(...) or drop the transition",
                "PRESS in ON names ON, which is not declared");
    }

    @Test
    void nothing_leaves_an_end() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.BROKEN),
                rows -> {
                    rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN).event(Touch.DROP);
                    rows.withInternal().source(Lamp.BROKEN).event(Touch.PRESS);
                },
                "BROKEN is declared as an end, but [PRESS] leaves it; drop the transitions or the end(...)");
    }

    @Test
    void a_table_holds_no_guards() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.BROKEN),
                rows -> rows.withExternal()
                        .source(Lamp.OFF)
                        .target(Lamp.BROKEN)
                        .event(Touch.DROP)
                        .guard(context -> true),
                "DROP in OFF has a guard or an action, which a table cannot hold; make it a guard of the domain");
    }

    @Test
    void a_table_holds_no_transitions_without_trigger() {
        assertFault(
                EnumSet.of(Lamp.OFF, Lamp.BROKEN),
                rows -> rows.withExternal().source(Lamp.OFF).target(Lamp.BROKEN),
                "the transition OFF -> BROKEN has no trigger; name one with .event(...)");
    }

    @Test
    void an_error_in_the_declaration_names_the_lifecycle() {
        Declaration<Lamp, Touch> failing = new LampLifecycle(EnumSet.allOf(Lamp.class), rows -> {
            throw new IllegalArgumentException("no lamp oil");
        });

        assertThatThrownBy(() -> LifecycleCompiler.compile(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Lifecycle lamp does not compile; Spring Statemachine refuses LampLifecycle: no lamp oil");
    }

    private static void assertFault(EnumSet<Lamp> declared, Transitions rows, String... faults) {
        assertThatThrownBy(() -> LifecycleCompiler.compile(new LampLifecycle(declared, rows)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Lifecycle lamp does not compile; correct LampLifecycle:\n- ")
                .hasMessageContainingAll(faults);
    }
}
