package io.docket.lifecycle;

import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_CONFIRMATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.Node.REFUNDED;
import static io.docket.domain.supervision.NodeTrigger.REMIND;
import static io.docket.domain.supervision.NodeTrigger.SETTLE_REFUND;
import static io.docket.domain.supervision.NodeTrigger.UPHOLD_SELLER;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// The path of a delivery (domain.md §2.2): the nodes in their order, then completed or refunded.
sealed interface NodeLifecycle extends Declaration<Node, NodeTrigger>
        permits HardwareLifecycle,
                LicenseCodeLifecycle,
                LicenseKeyLifecycle,
                LicenseOfflineLifecycle,
                ProvenOfflineLifecycle,
                ServiceLifecycle {
    /// Where the buyer waits for the seller or his software.
    Set<Node> REMINDABLE =
            Set.of(AWAITING_ISSUE, AWAITING_CONFIRMATION, AWAITING_DELIVERY, AWAITING_ACTIVATION, AWAITING_PROOF);

    /// Where enough has been delivered for an appeal upheld for the seller to complete it; an earlier node resumes.
    Set<Node> COMPLETED_BY_APPEAL = Set.of(AWAITING_PROOF, AWAITING_REVIEW, AWAITING_ACCEPTANCE);

    /// The nodes before the two final ones; the first is where a supervision opens.
    List<Node> path();

    @Override
    default void states(StateMachineStateConfigurer<Node, NodeTrigger> states) throws Exception {
        states.withStates()
                .initial(path().getFirst())
                .states(EnumSet.copyOf(path()))
                .end(COMPLETED)
                .end(REFUNDED);
    }

    /// The rows that no flow decides for itself.
    default void rowsOfEveryFlow(StateMachineTransitionConfigurer<Node, NodeTrigger> transitions) throws Exception {
        for (Node node : path()) {
            transitions.withExternal().source(node).target(REFUNDED).event(SETTLE_REFUND);
            if (REMINDABLE.contains(node)) {
                transitions.withInternal().source(node).event(REMIND);
            }
            if (COMPLETED_BY_APPEAL.contains(node)) {
                transitions.withExternal().source(node).target(COMPLETED).event(UPHOLD_SELLER);
            }
        }
    }
}
