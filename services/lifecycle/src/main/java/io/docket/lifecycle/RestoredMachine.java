package io.docket.lifecycle;

import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult;
import org.springframework.statemachine.StateMachineEventResult.ResultType;
import org.springframework.statemachine.config.StateMachineFactory;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import reactor.core.publisher.Mono;

/// A delivery's Spring machine, restored for each event, as the library's manual has it. What Docket itself never does:
/// the baseline that the compiled tables are measured against.
public final class RestoredMachine {
    private final StateMachineFactory<Node, NodeTrigger> factory;

    private RestoredMachine(StateMachineFactory<Node, NodeTrigger> factory) {
        this.factory = factory;
    }

    /// @throws IllegalArgumentException when there is no such flow
    public static RestoredMachine of(Flow flow) {
        NodeLifecycle lifecycle = LifecycleCompiler.flows().get(flow);
        if (lifecycle == null) {
            throw new IllegalArgumentException("Expected a flow of LifecycleCompiler.flows(), but got " + flow);
        }
        return new RestoredMachine(SpringMachine.factory(lifecycle));
    }

    /// A machine of its own each time: one that has run is not restored reliably.
    ///
    /// @return where it stands afterwards; null: it did not accept the trigger
    public @Nullable Node send(Node node, NodeTrigger trigger) {
        StateMachine<Node, NodeTrigger> machine = factory.getStateMachine();
        machine.getStateMachineAccessor()
                .doWithAllRegions(region -> region.resetStateMachineReactively(
                                new DefaultStateMachineContext<>(node, null, null, null))
                        .block());
        machine.startReactively().block();
        List<StateMachineEventResult<Node, NodeTrigger>> results = machine.sendEvent(
                        Mono.just(MessageBuilder.withPayload(trigger).build()))
                .collectList()
                .block();
        boolean accepted =
                results != null && results.stream().anyMatch(result -> result.getResultType() == ResultType.ACCEPTED);
        Node reached = accepted ? machine.getState().getId() : null;
        machine.stopReactively().block();
        return reached;
    }
}
