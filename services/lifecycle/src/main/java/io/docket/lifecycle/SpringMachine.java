package io.docket.lifecycle;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.StateMachineFactory;
import org.springframework.statemachine.config.builders.StateMachineStateBuilder;
import org.springframework.statemachine.config.builders.StateMachineTransitionBuilder;
import org.springframework.statemachine.config.model.StateData;
import org.springframework.statemachine.config.model.StatesData;
import org.springframework.statemachine.config.model.TransitionsData;

/// Builds the Spring machine of a declaration.
final class SpringMachine {
    private SpringMachine() {}

    /// The machine, not started; it starts no threads of its own either way.
    ///
    /// @throws IllegalStateException when Spring cannot build it, or would leave out a part of it
    static <S extends Enum<S>, T extends Enum<T>> StateMachine<S, T> of(Declaration<S, T> declaration) {
        return factory(declaration).getStateMachine();
    }

    /// For many machines of one declaration.
    ///
    /// @throws IllegalStateException as [#of]
    static <S extends Enum<S>, T extends Enum<T>> StateMachineFactory<S, T> factory(Declaration<S, T> declaration) {
        StateMachineBuilder.Builder<S, T> builder = StateMachineBuilder.builder();
        StateMachineFactory<S, T> factory = factory(declaration, builder);
        Fault.throwAny(declaration, undeclared(builder));
        return factory;
    }

    private static <S extends Enum<S>, T extends Enum<T>> StateMachineFactory<S, T> factory(
            Declaration<S, T> declaration, StateMachineBuilder.Builder<S, T> builder) {
        try {
            builder.configureConfiguration().withConfiguration().autoStartup(false);
            declaration.states(builder.configureStates());
            declaration.transitions(builder.configureTransitions());
            return builder.createFactory();
        } catch (Exception e) { // Spring's configurers declare no narrower one.
            throw refused(declaration, e);
        }
    }

    private static IllegalStateException refused(Declaration<?, ?> declaration, Exception cause) {
        return new IllegalStateException(
                "Lifecycle %s does not compile; Spring Statemachine refuses %s: %s"
                        .formatted(declaration.name(), declaration.getClass().getSimpleName(), cause.getMessage()),
                cause);
    }

    /// Spring drops a transition of an undeclared state without a word, so the declaration itself is read here.
    private static <S extends Enum<S>, T extends Enum<T>> List<String> undeclared(
            StateMachineBuilder.Builder<S, T> builder) {
        StatesData<S, T> states = ((StateMachineStateBuilder<S, T>) builder.configureStates()).getObject();
        TransitionsData<S, T> transitions =
                ((StateMachineTransitionBuilder<S, T>) builder.configureTransitions()).getObject();
        Set<S> declared =
                states.getStateData().stream().map(StateData::getState).collect(Collectors.toSet());
        Set<String> faults = new LinkedHashSet<>();
        for (var transition : transitions.getTransitions()) {
            Stream.of(transition.getSource(), transition.getTarget())
                    .filter(state -> state != null && !declared.contains(state))
                    .map(state ->
                            "%s in %s names %s, which is not declared; add it to states(...) or drop the transition"
                                    .formatted(transition.getEvent(), transition.getSource(), state))
                    .forEach(faults::add);
        }
        return List.copyOf(faults);
    }
}
