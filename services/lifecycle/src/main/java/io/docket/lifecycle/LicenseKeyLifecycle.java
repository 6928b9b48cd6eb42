package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_IDENTIFIER;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.FAIL_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.PASS_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.REJECT_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.SUBMIT_IDENTIFIER;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Goods licensed to an identification code that the buyer submits (License 1.0).
///
/// @param review the platform reviews the delivery before the buyer may accept it
record LicenseKeyLifecycle(boolean review) implements NodeLifecycle {
    @Override
    public String name() {
        return "license-key" + (review ? "-review" : "");
    }

    @Override
    public List<Node> path() {
        return review
                ? List.of(AWAITING_IDENTIFIER, AWAITING_DELIVERY, AWAITING_REVIEW, AWAITING_ACCEPTANCE)
                : List.of(AWAITING_IDENTIFIER, AWAITING_DELIVERY, AWAITING_ACCEPTANCE);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        Node confirmed = review ? AWAITING_REVIEW : AWAITING_ACCEPTANCE;

        transitions
                .withExternal()
                .source(AWAITING_IDENTIFIER)
                .target(AWAITING_DELIVERY)
                .event(SUBMIT_IDENTIFIER);
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
