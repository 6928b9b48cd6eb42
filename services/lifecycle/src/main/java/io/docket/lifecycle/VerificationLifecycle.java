package io.docket.lifecycle;

import static io.docket.domain.seller.VerificationState.LOCKED;
import static io.docket.domain.seller.VerificationState.UNVERIFIED;
import static io.docket.domain.seller.VerificationState.VERIFIED;

import io.docket.domain.seller.VerificationState;
import io.docket.domain.seller.VerificationTrigger;
import java.util.EnumSet;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// The verification of a seller's business (domain.md §4). Verified is final; locked waits for a ticket.
record VerificationLifecycle() implements Declaration<VerificationState, VerificationTrigger> {
    @Override
    public String name() {
        return "verification";
    }

    @Override
    public void states(StateMachineStateConfigurer<VerificationState, VerificationTrigger> states) throws Exception {
        states.withStates()
                .initial(UNVERIFIED)
                .states(EnumSet.of(UNVERIFIED, LOCKED))
                .end(VERIFIED);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<VerificationState, VerificationTrigger> transitions)
            throws Exception {
        transitions.withExternal().source(UNVERIFIED).target(VERIFIED).event(VerificationTrigger.PASS);
        transitions.withInternal().source(UNVERIFIED).event(VerificationTrigger.FAIL);
        transitions.withExternal().source(UNVERIFIED).target(LOCKED).event(VerificationTrigger.LOCK);
        transitions.withExternal().source(LOCKED).target(UNVERIFIED).event(VerificationTrigger.UNLOCK);
    }
}
