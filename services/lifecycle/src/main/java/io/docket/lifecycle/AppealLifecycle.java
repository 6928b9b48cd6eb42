package io.docket.lifecycle;

import static io.docket.domain.supervision.AppealState.DISMISSED;
import static io.docket.domain.supervision.AppealState.NONE;
import static io.docket.domain.supervision.AppealState.UPHELD_BUYER;
import static io.docket.domain.supervision.AppealState.UPHELD_SELLER;
import static io.docket.domain.supervision.AppealTrigger.DISMISS;
import static io.docket.domain.supervision.AppealTrigger.UPHOLD_BUYER;
import static io.docket.domain.supervision.AppealTrigger.UPHOLD_SELLER;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.AppealTrigger;
import java.util.EnumSet;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// An appeal (服务监管申诉, domain.md §2.6). Upheld for the buyer it is final, because the supervision ends refunded; after
/// the other outcomes a new one may follow.
record AppealLifecycle() implements Declaration<AppealState, AppealTrigger> {
    @Override
    public String name() {
        return "appeal";
    }

    @Override
    public void states(StateMachineStateConfigurer<AppealState, AppealTrigger> states) throws Exception {
        states.withStates()
                .initial(NONE)
                .states(EnumSet.complementOf(EnumSet.of(UPHELD_BUYER)))
                .end(UPHELD_BUYER);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<AppealState, AppealTrigger> transitions) throws Exception {
        for (AppealState settled : EnumSet.of(NONE, UPHELD_SELLER, DISMISSED)) {
            transitions.withExternal().source(settled).target(AppealState.OPEN).event(AppealTrigger.OPEN);
        }
        transitions
                .withExternal()
                .source(AppealState.OPEN)
                .target(UPHELD_SELLER)
                .event(UPHOLD_SELLER);
        transitions.withExternal().source(AppealState.OPEN).target(UPHELD_BUYER).event(UPHOLD_BUYER);
        transitions.withExternal().source(AppealState.OPEN).target(DISMISSED).event(DISMISS);
    }
}
