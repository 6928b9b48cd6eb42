package io.docket.lifecycle;

import static io.docket.domain.ticket.TicketState.AWAITING_CONFIRMATION;
import static io.docket.domain.ticket.TicketState.AWAITING_FEEDBACK;
import static io.docket.domain.ticket.TicketState.CANCELLED;
import static io.docket.domain.ticket.TicketState.COMPLETED;
import static io.docket.domain.ticket.TicketState.DELETED;
import static io.docket.domain.ticket.TicketState.INVALID;
import static io.docket.domain.ticket.TicketState.PAUSED;
import static io.docket.domain.ticket.TicketState.PROCESSING;
import static io.docket.domain.ticket.TicketState.SUBMITTED;
import static io.docket.domain.ticket.TicketTrigger.ACCEPT;
import static io.docket.domain.ticket.TicketTrigger.ASK_FEEDBACK;
import static io.docket.domain.ticket.TicketTrigger.CANCEL;
import static io.docket.domain.ticket.TicketTrigger.CLOSE;
import static io.docket.domain.ticket.TicketTrigger.CONFIRM;
import static io.docket.domain.ticket.TicketTrigger.DECLINE_SOLUTION;
import static io.docket.domain.ticket.TicketTrigger.DELETE;
import static io.docket.domain.ticket.TicketTrigger.LAPSE;
import static io.docket.domain.ticket.TicketTrigger.MARK_INVALID;
import static io.docket.domain.ticket.TicketTrigger.NOTE;
import static io.docket.domain.ticket.TicketTrigger.PAUSE;
import static io.docket.domain.ticket.TicketTrigger.PROPOSE_SOLUTION;
import static io.docket.domain.ticket.TicketTrigger.RATE;
import static io.docket.domain.ticket.TicketTrigger.REASSIGN;
import static io.docket.domain.ticket.TicketTrigger.REOPEN;
import static io.docket.domain.ticket.TicketTrigger.REPLY;
import static io.docket.domain.ticket.TicketTrigger.REPLY_BY_BUYER;
import static io.docket.domain.ticket.TicketTrigger.RESUME;
import static io.docket.domain.ticket.TicketTrigger.RETURN_TO_QUEUE;
import static io.docket.domain.ticket.TicketTrigger.TRANSFER;
import static io.docket.domain.ticket.TicketTrigger.URGE;

import io.docket.domain.ticket.TicketState;
import io.docket.domain.ticket.TicketTrigger;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.statemachine.config.builders.StateMachineStateConfigurer;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;

/// A work order (工单, domain.md §3). Only a deleted one is final; completed, cancelled and invalid ones rest until the
/// buyer reopens or deletes them.
record TicketLifecycle() implements Declaration<TicketState, TicketTrigger> {
    private static final Set<TicketState> OPEN =
            Set.of(SUBMITTED, PROCESSING, AWAITING_FEEDBACK, PAUSED, AWAITING_CONFIRMATION);

    @Override
    public String name() {
        return "ticket";
    }

    @Override
    public void states(StateMachineStateConfigurer<TicketState, TicketTrigger> states) throws Exception {
        states.withStates()
                .initial(SUBMITTED)
                .states(EnumSet.complementOf(EnumSet.of(DELETED)))
                .end(DELETED);
    }

    @Override
    public void transitions(StateMachineTransitionConfigurer<TicketState, TicketTrigger> transitions) throws Exception {
        rowsThatMove(transitions);
        rowsThatStay(transitions);
    }

    private static void rowsThatMove(StateMachineTransitionConfigurer<TicketState, TicketTrigger> transitions)
            throws Exception {
        transitions.withExternal().source(SUBMITTED).target(PROCESSING).event(ACCEPT);
        transitions.withExternal().source(SUBMITTED).target(CANCELLED).event(CANCEL);
        transitions.withExternal().source(SUBMITTED).target(INVALID).event(MARK_INVALID);
        transitions.withExternal().source(PROCESSING).target(INVALID).event(MARK_INVALID);
        transitions.withExternal().source(PROCESSING).target(SUBMITTED).event(RETURN_TO_QUEUE);
        transitions.withExternal().source(AWAITING_FEEDBACK).target(SUBMITTED).event(RETURN_TO_QUEUE);
        transitions.withExternal().source(PROCESSING).target(SUBMITTED).event(LAPSE);
        transitions.withExternal().source(PROCESSING).target(AWAITING_FEEDBACK).event(ASK_FEEDBACK);
        transitions.withExternal().source(AWAITING_FEEDBACK).target(PROCESSING).event(REPLY_BY_BUYER);
        transitions.withExternal().source(PROCESSING).target(PAUSED).event(PAUSE);
        transitions.withExternal().source(PAUSED).target(PROCESSING).event(RESUME);
        transitions
                .withExternal()
                .source(PROCESSING)
                .target(AWAITING_CONFIRMATION)
                .event(PROPOSE_SOLUTION);
        transitions
                .withExternal()
                .source(AWAITING_CONFIRMATION)
                .target(COMPLETED)
                .event(CONFIRM);
        transitions
                .withExternal()
                .source(AWAITING_CONFIRMATION)
                .target(PROCESSING)
                .event(DECLINE_SOLUTION);
        for (TicketState accepted : EnumSet.of(PROCESSING, AWAITING_FEEDBACK, AWAITING_CONFIRMATION, PAUSED)) {
            transitions.withExternal().source(accepted).target(COMPLETED).event(CLOSE);
        }
        transitions.withExternal().source(COMPLETED).target(PROCESSING).event(REOPEN);
        for (TicketState resting : EnumSet.of(COMPLETED, CANCELLED, INVALID)) {
            transitions.withExternal().source(resting).target(DELETED).event(DELETE);
        }
    }

    private static void rowsThatStay(StateMachineTransitionConfigurer<TicketState, TicketTrigger> transitions)
            throws Exception {
        for (TicketState open : OPEN) {
            transitions.withInternal().source(open).event(REPLY);
            transitions.withInternal().source(open).event(NOTE);
            transitions.withInternal().source(open).event(REASSIGN);
            if (open != AWAITING_FEEDBACK) {
                transitions.withInternal().source(open).event(REPLY_BY_BUYER);
            }
        }
        for (TicketState inHand : EnumSet.of(SUBMITTED, PROCESSING, AWAITING_FEEDBACK)) {
            transitions.withInternal().source(inHand).event(TRANSFER);
        }
        for (TicketState unanswered : EnumSet.of(SUBMITTED, PROCESSING)) {
            transitions.withInternal().source(unanswered).event(URGE);
        }
        transitions.withInternal().source(COMPLETED).event(REASSIGN);
        transitions.withInternal().source(COMPLETED).event(RATE);
    }
}
