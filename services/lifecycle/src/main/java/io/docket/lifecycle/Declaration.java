package io.docket.lifecycle;

import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// A lifecycle as it is declared, in Spring Statemachine's own builder language; [LifecycleCompiler] makes a table of
/// it.
///
/// Every state that occurs is declared, those that nothing leaves as `end`. A command that a state allows without being
/// left by it is an internal transition. Guards and actions do not compile: what the table cannot say, the domain says.
///
/// @param <S> the states
/// @param <T> the triggers
interface Declaration<S extends Enum<S>, T extends Enum<T>> {
    /// Names the lifecycle in messages and in the documentation: `license-code-review`.
    String name();

    void states(StateMachineStateConfigurer<S, T> states) throws Exception;

    void transitions(StateMachineTransitionConfigurer<S, T> transitions) throws Exception;
}
