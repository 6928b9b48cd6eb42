package io.docket.lifecycle;

import java.util.List;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import reactor.core.publisher.Mono;

/// The Spring machine itself, driven event by event.
final class LiveMachine<S extends Enum<S>, T extends Enum<T>> {
    private final StateMachine<S, T> machine;

    private LiveMachine(StateMachine<S, T> machine) {
        this.machine = machine;
        machine.startReactively().block();
    }

    /// In the initial state.
    static <S extends Enum<S>, T extends Enum<T>> LiveMachine<S, T> of(Declaration<S, T> declaration) {
        return new LiveMachine<>(SpringMachine.of(declaration));
    }

    /// In the given state. A machine of its own each time: one that has run is not restored reliably.
    static <S extends Enum<S>, T extends Enum<T>> LiveMachine<S, T> restored(Declaration<S, T> declaration, S state) {
        StateMachine<S, T> machine = SpringMachine.of(declaration);
        machine.getStateMachineAccessor()
                .doWithAllRegions(region -> region.resetStateMachineReactively(
                                new DefaultStateMachineContext<>(state, null, null, null))
                        .block());
        return new LiveMachine<>(machine);
    }

    S state() {
        return machine.getState().getId();
    }

    /// Whether the machine accepted it; without a look at the result an unaccepted event would be silent.
    boolean send(T trigger) {
        List<StateMachineEventResult<S, T>> results = machine.sendEvent(
                        Mono.just(MessageBuilder.withPayload(trigger).build()))
                .collectList()
                .block();
        if (results == null || results.size() != 1) {
            throw new AssertionError("Expected one result of " + trigger + ", but got " + results);
        }
        return results.getFirst().getResultType() == StateMachineEventResult.ResultType.ACCEPTED;
    }
}
