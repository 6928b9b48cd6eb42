package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.NodeTrigger.ACTIVATE_CODE;
import static io.docket.domain.supervision.NodeTrigger.ACTIVATE_CODE_PROVEN;
import static io.docket.domain.supervision.NodeTrigger.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.NodeTrigger.FAIL_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.ISSUE_CODE;
import static io.docket.domain.supervision.NodeTrigger.PASS_REVIEW;
import static io.docket.domain.supervision.NodeTrigger.RECEIVE_CODE;
import static io.docket.domain.supervision.NodeTrigger.UPLOAD_PROOF;
import static io.docket.domain.supervision.NodeTrigger.UPLOAD_PROOF_EARLY;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.ArrayList;
import java.util.List;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// Goods delivered by authorization code (授权码, License 2.0). It completes by itself: nobody accepts by hand.
///
/// @param review the platform reviews the proof before the delivery counts as completed
/// @param receipt the buyer receives the code by his own act; without it issuing is receiving, and no node waits for it
record LicenseCodeLifecycle(boolean review, boolean receipt) implements NodeLifecycle {
    @Override
    public String name() {
        return "license-code" + (review ? "-review" : "") + (receipt ? "" : "-no-receipt");
    }

    @Override
    public List<Node> path() {
        List<Node> path = new ArrayList<>(List.of(AWAITING_ISSUE, AWAITING_DELIVERY));
        if (receipt) {
            path.add(AWAITING_RECEIPT);
        }
        path.addAll(List.of(AWAITING_ACTIVATION, AWAITING_PROOF));
        if (review) {
            path.add(AWAITING_REVIEW);
        }
        return List.copyOf(path);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        Node delivered = receipt ? AWAITING_RECEIPT : AWAITING_ACTIVATION;
        Node proven = review ? AWAITING_REVIEW : COMPLETED;

        transitions
                .withExternal()
                .source(AWAITING_ISSUE)
                .target(AWAITING_DELIVERY)
                .event(ISSUE_CODE);
        transitions.withExternal().source(AWAITING_DELIVERY).target(delivered).event(CONFIRM_DELIVERY);
        if (receipt) {
            transitions
                    .withExternal()
                    .source(AWAITING_RECEIPT)
                    .target(AWAITING_ACTIVATION)
                    .event(RECEIVE_CODE);
        }
        transitions
                .withExternal()
                .source(AWAITING_ACTIVATION)
                .target(AWAITING_PROOF)
                .event(ACTIVATE_CODE);
        transitions.withExternal().source(AWAITING_ACTIVATION).target(proven).event(ACTIVATE_CODE_PROVEN);
        transitions.withInternal().source(AWAITING_ACTIVATION).event(UPLOAD_PROOF_EARLY);
        transitions.withExternal().source(AWAITING_PROOF).target(proven).event(UPLOAD_PROOF);
        if (review) {
            transitions.withExternal().source(AWAITING_REVIEW).target(COMPLETED).event(PASS_REVIEW);
            transitions
                    .withExternal()
                    .source(AWAITING_REVIEW)
                    .target(AWAITING_PROOF)
                    .event(FAIL_REVIEW);
        }
        rowsOfEveryFlow(transitions);
    }
}
