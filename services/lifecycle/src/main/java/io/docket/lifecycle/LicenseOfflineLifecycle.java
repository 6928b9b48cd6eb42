package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.REJECT_DELIVERY;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Licences handed over outside the platform: delivered, then accepted or rejected by the buyer.
record LicenseOfflineLifecycle() implements NodeLifecycle {
    @Override
    public String name() {
        return "license-offline";
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
        transitions.withExternal().source(AWAITING_ACCEPTANCE).target(COMPLETED).event(ACCEPT_DELIVERY);
        transitions
                .withExternal()
                .source(AWAITING_ACCEPTANCE)
                .target(AWAITING_DELIVERY)
                .event(REJECT_DELIVERY);
        rowsOfEveryFlow(transitions);
    }
}
