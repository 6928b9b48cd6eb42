package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.RECORD_COURIER_SIGNED;
import static io.docket.domain.supervision.NodeTrigger.REJECT_DELIVERY;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Goods that are shipped: the courier's *signed* is recorded while the buyer's acceptance is awaited.
record HardwareLifecycle() implements NodeLifecycle {
    @Override
    public String name() {
        return "hardware";
    }

    @Override
    public List<Node> path() {
        return List.of(AWAITING_DELIVERY, AWAITING_ACCEPTANCE);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        transitions
                .withExternal()
                .source(AWAITING_DELIVERY)
                .target(AWAITING_ACCEPTANCE)
                .event(CONFIRM_DELIVERY);
        transitions.withInternal().source(AWAITING_ACCEPTANCE).event(RECORD_COURIER_SIGNED);
        transitions.withExternal().source(AWAITING_ACCEPTANCE).target(COMPLETED).event(ACCEPT_DELIVERY);
        transitions
                .withExternal()
                .source(AWAITING_ACCEPTANCE)
                .target(AWAITING_DELIVERY)
                .event(REJECT_DELIVERY);
        rowsOfEveryFlow(transitions);
    }
}
