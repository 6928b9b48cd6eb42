package io.docket.lifecycle;

import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.CodeState.EXPIRED;
import static io.docket.domain.supervision.CodeState.FROZEN;
import static io.docket.domain.supervision.CodeState.ISSUED;
import static io.docket.domain.supervision.CodeState.NONE;
import static io.docket.domain.supervision.CodeState.RECEIVED;
import static io.docket.domain.supervision.CodeState.RELEASED;
import static io.docket.domain.supervision.CodeTrigger.ACTIVATE;
import static io.docket.domain.supervision.CodeTrigger.EXPIRE;
import static io.docket.domain.supervision.CodeTrigger.FREEZE;
import static io.docket.domain.supervision.CodeTrigger.ISSUE;
import static io.docket.domain.supervision.CodeTrigger.RECEIVE;
import static io.docket.domain.supervision.CodeTrigger.RELEASE;
import static io.docket.domain.supervision.CodeTrigger.RENEW;
import static io.docket.domain.supervision.CodeTrigger.SETTLE_REFUND;
import static io.docket.domain.supervision.CodeTrigger.UNFREEZE;
import static io.docket.domain.supervision.CodeTrigger.UPHOLD_BUYER;

import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.CodeTrigger;
import java.util.EnumSet;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// An authorization code (授权码, domain.md §2.5): received once, activated once, after that renewed, frozen and at last
/// released.
record CodeLifecycle() implements Declaration<CodeState, CodeTrigger> {
    @Override
    public String name() {
        return "code";
    }

    @Override
    public void states(StateMachineStateConfigurer<CodeState, CodeTrigger> states) throws Exception {
        states.withStates()
                .initial(NONE)
                .states(EnumSet.complementOf(EnumSet.of(RELEASED)))
                .end(RELEASED);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<CodeState, CodeTrigger> transitions) throws Exception {
        transitions.withExternal().source(NONE).target(ISSUED).event(ISSUE);
        transitions.withExternal().source(ISSUED).target(RECEIVED).event(RECEIVE);
        transitions.withExternal().source(RECEIVED).target(ALIVE).event(ACTIVATE);
        transitions.withExternal().source(ALIVE).target(EXPIRED).event(EXPIRE);
        transitions.withInternal().source(ALIVE).event(RENEW);
        transitions.withExternal().source(EXPIRED).target(ALIVE).event(RENEW);
        transitions.withExternal().source(FROZEN).target(ALIVE).event(RENEW);
        transitions.withExternal().source(ALIVE).target(FROZEN).event(FREEZE);
        transitions.withExternal().source(EXPIRED).target(FROZEN).event(FREEZE);
        transitions.withExternal().source(FROZEN).target(ALIVE).event(UNFREEZE);
        for (CodeState activated : EnumSet.of(ALIVE, EXPIRED, FROZEN)) {
            transitions.withExternal().source(activated).target(RELEASED).event(RELEASE);
        }

        transitions.withExternal().source(ISSUED).target(RELEASED).event(SETTLE_REFUND);
        for (CodeState held : EnumSet.of(ISSUED, RECEIVED, ALIVE, EXPIRED, FROZEN)) {
            transitions.withExternal().source(held).target(RELEASED).event(UPHOLD_BUYER);
        }
    }
}
