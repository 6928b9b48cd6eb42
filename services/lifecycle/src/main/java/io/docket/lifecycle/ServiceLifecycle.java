package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_CONFIRMATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_REQUIREMENT;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_REQUIREMENT;
import static io.docket.domain.supervision.NodeTrigger.DECLINE_REQUIREMENT;
import static io.docket.domain.supervision.NodeTrigger.FAIL_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.PASS_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.REJECT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.SUBMIT_REQUIREMENT;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.ArrayList;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Services by people (人工服务) and supervised SaaS: agreed on first, then delivered.
///
/// @param review the platform reviews the delivery before the buyer may accept it
record ServiceLifecycle(boolean review) implements NodeLifecycle {
    @Override
    public String name() {
        return "service" + (review ? "-review" : "");
    }

    @Override
    public List<Node> path() {
        List<Node> path = new ArrayList<>(List.of(AWAITING_REQUIREMENT, AWAITING_CONFIRMATION, AWAITING_DELIVERY));
        if (review) {
            path.add(AWAITING_REVIEW);
        }
        path.add(AWAITING_ACCEPTANCE);
        return List.copyOf(path);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        Node confirmed = review ? AWAITING_REVIEW : AWAITING_ACCEPTANCE;

        transitions
                .withExternal()
                .source(AWAITING_REQUIREMENT)
                .target(AWAITING_CONFIRMATION)
                .event(SUBMIT_REQUIREMENT);
        transitions
                .withExternal()
                .source(AWAITING_CONFIRMATION)
                .target(AWAITING_DELIVERY)
                .event(CONFIRM_REQUIREMENT);
        transitions
                .withExternal()
                .source(AWAITING_CONFIRMATION)
                .target(AWAITING_REQUIREMENT)
                .event(DECLINE_REQUIREMENT);
        transitions.withExternal().source(AWAITING_DELIVERY).target(confirmed).event(CONFIRM_DELIVERY);
        if (review) {
            transitions
                    .withExternal()
                    .source(AWAITING_REVIEW)
                    .target(AWAITING_ACCEPTANCE)
                    .event(PASS_REVIEW);
            transitions
                    .withExternal()
                    .source(AWAITING_REVIEW)
                    .target(AWAITING_DELIVERY)
                    .event(FAIL_REVIEW);
        }
        transitions.withExternal().source(AWAITING_ACCEPTANCE).target(COMPLETED).event(ACCEPT_DELIVERY);
        transitions
                .withExternal()
                .source(AWAITING_ACCEPTANCE)
                .target(AWAITING_DELIVERY)
                .event(REJECT_DELIVERY);
        rowsOfEveryFlow(transitions);
    }
}
