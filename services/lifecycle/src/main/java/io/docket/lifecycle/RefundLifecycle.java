package io.docket.lifecycle;

import static io.docket.domain.supervision.RefundState.APPROVED;
import static io.docket.domain.supervision.RefundState.AWAITING_RETURN;
import static io.docket.domain.supervision.RefundState.AWAITING_RETURN_ACCEPTANCE;
import static io.docket.domain.supervision.RefundState.NONE;
import static io.docket.domain.supervision.RefundState.REJECTED;
import static io.docket.domain.supervision.RefundState.REQUESTED;
import static io.docket.domain.supervision.RefundState.SETTLED;
import static io.docket.domain.supervision.RefundState.WITHDRAWN;
import static io.docket.domain.supervision.RefundTrigger.ACCEPT_RETURN;
import static io.docket.domain.supervision.RefundTrigger.APPROVE;
import static io.docket.domain.supervision.RefundTrigger.APPROVE_FOR_RETURN;
import static io.docket.domain.supervision.RefundTrigger.GIVE_WAY_TO_INVOICE;
import static io.docket.domain.supervision.RefundTrigger.LAPSE_RETURN;
import static io.docket.domain.supervision.RefundTrigger.REJECT;
import static io.docket.domain.supervision.RefundTrigger.REJECT_RETURN;
import static io.docket.domain.supervision.RefundTrigger.REQUEST;
import static io.docket.domain.supervision.RefundTrigger.SETTLE;
import static io.docket.domain.supervision.RefundTrigger.SHIP_RETURN;
import static io.docket.domain.supervision.RefundTrigger.UPHOLD_BUYER;
import static io.docket.domain.supervision.RefundTrigger.UPHOLD_SELLER;
import static io.docket.domain.supervision.RefundTrigger.WITHDRAW;

import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.RefundTrigger;
import java.util.EnumSet;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// The negotiated refund (协商退订, domain.md §2.4). Only a settled one is final; a rejected or withdrawn one may be asked
/// for again.
record RefundLifecycle() implements Declaration<RefundState, RefundTrigger> {
    @Override
    public String name() {
        return "refund";
    }

    @Override
    public void states(StateMachineStateConfigurer<RefundState, RefundTrigger> states) throws Exception {
        states.withStates()
                .initial(NONE)
                .states(EnumSet.complementOf(EnumSet.of(SETTLED)))
                .end(SETTLED);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<RefundState, RefundTrigger> transitions) throws Exception {
        for (RefundState askable : EnumSet.of(NONE, REJECTED, WITHDRAWN)) {
            transitions.withExternal().source(askable).target(REQUESTED).event(REQUEST);
        }
        transitions.withExternal().source(REQUESTED).target(WITHDRAWN).event(WITHDRAW);
        transitions.withExternal().source(REQUESTED).target(APPROVED).event(APPROVE);
        transitions.withExternal().source(REQUESTED).target(AWAITING_RETURN).event(APPROVE_FOR_RETURN);
        transitions.withExternal().source(REQUESTED).target(REJECTED).event(REJECT);
        transitions.withExternal().source(REQUESTED).target(REJECTED).event(GIVE_WAY_TO_INVOICE);
        transitions.withExternal().source(AWAITING_RETURN).target(WITHDRAWN).event(LAPSE_RETURN);
        transitions
                .withExternal()
                .source(AWAITING_RETURN)
                .target(AWAITING_RETURN_ACCEPTANCE)
                .event(SHIP_RETURN);
        transitions
                .withExternal()
                .source(AWAITING_RETURN_ACCEPTANCE)
                .target(APPROVED)
                .event(ACCEPT_RETURN);
        transitions
                .withExternal()
                .source(AWAITING_RETURN_ACCEPTANCE)
                .target(REJECTED)
                .event(REJECT_RETURN);
        transitions.withExternal().source(APPROVED).target(SETTLED).event(SETTLE);

        for (RefundState pending : EnumSet.of(REQUESTED, APPROVED, AWAITING_RETURN, AWAITING_RETURN_ACCEPTANCE)) {
            transitions.withExternal().source(pending).target(REJECTED).event(UPHOLD_SELLER);
        }
        for (RefundState unsettled : EnumSet.complementOf(EnumSet.of(SETTLED))) {
            transitions.withExternal().source(unsettled).target(SETTLED).event(UPHOLD_BUYER);
        }
    }
}
