package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.REJECT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.UPLOAD_PROOF;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Licences handed over outside the platform, flow version 2: the seller proves the delivery before the buyer accepts
/// or
/// rejects it. Version 1 is current; a deployment or an order chooses this one.
record ProvenOfflineLifecycle() implements NodeLifecycle {
    @Override
    public String name() {
        return "license-offline-v2";
    }

    @Override
    public List<Node> path() {
        return List.of(AWAITING_DELIVERY, AWAITING_PROOF, AWAITING_ACCEPTANCE);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        transitions
                .withExternal()
                .source(AWAITING_DELIVERY)
                .target(AWAITING_PROOF)
                .event(CONFIRM_DELIVERY);
        transitions
                .withExternal()
                .source(AWAITING_PROOF)
                .target(AWAITING_ACCEPTANCE)
                .event(UPLOAD_PROOF);
        transitions.withExternal().source(AWAITING_ACCEPTANCE).target(COMPLETED).event(ACCEPT_DELIVERY);
        transitions
                .withExternal()
                .source(AWAITING_ACCEPTANCE)
                .target(AWAITING_DELIVERY)
                .event(REJECT_DELIVERY);
        rowsOfEveryFlow(transitions);
    }
}
