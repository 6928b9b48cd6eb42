package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.ALREADY_ACCEPTED;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.TOO_SOON;
import static io.docket.domain.RefusalCode.UNKNOWN_TICKET;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.ticket.TicketCommandType.ASK_FEEDBACK;
import static io.docket.domain.ticket.TicketCommandType.CANCEL;
import static io.docket.domain.ticket.TicketCommandType.CLOSE;
import static io.docket.domain.ticket.TicketCommandType.CONFIRM;
import static io.docket.domain.ticket.TicketCommandType.DECLINE_SOLUTION;
import static io.docket.domain.ticket.TicketCommandType.DELETE;
import static io.docket.domain.ticket.TicketCommandType.MARK_INVALID;
import static io.docket.domain.ticket.TicketCommandType.NOTE;
import static io.docket.domain.ticket.TicketCommandType.PAUSE;
import static io.docket.domain.ticket.TicketCommandType.PROPOSE_SOLUTION;
import static io.docket.domain.ticket.TicketCommandType.REOPEN;
import static io.docket.domain.ticket.TicketCommandType.RESUME;
import static io.docket.domain.ticket.TicketCommandType.RETURN_TO_QUEUE;
import static io.docket.domain.ticket.TicketCommandType.TRANSFER;
import static io.docket.domain.ticket.TicketCommandType.URGE;
import static io.docket.domain.ticket.TicketEventType.ACCEPTED;
import static io.docket.domain.ticket.TicketEventType.CLOSED;
import static io.docket.domain.ticket.TicketEventType.CONFIRMED;
import static io.docket.domain.ticket.TicketEventType.FEEDBACK_ASKED;
import static io.docket.domain.ticket.TicketEventType.MARKED_INVALID;
import static io.docket.domain.ticket.TicketEventType.NOTED;
import static io.docket.domain.ticket.TicketEventType.RATED;
import static io.docket.domain.ticket.TicketEventType.REASSIGNED;
import static io.docket.domain.ticket.TicketEventType.REOPENED;
import static io.docket.domain.ticket.TicketEventType.REPLIED;
import static io.docket.domain.ticket.TicketEventType.RESUMED;
import static io.docket.domain.ticket.TicketEventType.RETURNED_TO_QUEUE;
import static io.docket.domain.ticket.TicketEventType.SOLUTION_DECLINED;
import static io.docket.domain.ticket.TicketEventType.SOLUTION_PROPOSED;
import static io.docket.domain.ticket.TicketEventType.URGED;
import static io.docket.domain.ticket.TicketState.AWAITING_CONFIRMATION;
import static io.docket.domain.ticket.TicketState.AWAITING_FEEDBACK;
import static io.docket.domain.ticket.TicketState.CANCELLED;
import static io.docket.domain.ticket.TicketState.COMPLETED;
import static io.docket.domain.ticket.TicketState.DELETED;
import static io.docket.domain.ticket.TicketState.INVALID;
import static io.docket.domain.ticket.TicketState.PAUSED;
import static io.docket.domain.ticket.TicketState.PROCESSING;
import static io.docket.domain.ticket.TicketState.SUBMITTED;
import static io.docket.lifecycle.decide.TicketCalls.COLLEAGUE;
import static io.docket.lifecycle.decide.TicketCalls.HANDLER;
import static io.docket.lifecycle.decide.TicketCalls.OWNER;
import static io.docket.lifecycle.decide.TicketCalls.accept;
import static io.docket.lifecycle.decide.TicketCalls.opened;
import static io.docket.lifecycle.decide.TicketCalls.plain;
import static io.docket.lifecycle.decide.TicketCalls.plausible;
import static io.docket.lifecycle.decide.TicketCalls.rate;
import static io.docket.lifecycle.decide.TicketCalls.reassignTo;
import static io.docket.lifecycle.decide.TicketCalls.replyOfBuyer;
import static io.docket.lifecycle.decide.TicketCalls.replyOfHandler;
import static io.docket.lifecycle.decide.TicketCalls.transferTo;
import static io.docket.lifecycle.decide.TicketScenario.given;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketState;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Work orders (工单) row by row (domain.md §3).
class TicketTest {
    /// The ticket in each of its states, handled by S-7 where it has been accepted.
    private static TicketScenario at(TicketState state) {
        var submitted = given(opened());
        var processing = submitted.and(accept());
        return switch (state) {
            case SUBMITTED -> submitted;
            case PROCESSING -> processing;
            case AWAITING_FEEDBACK -> processing.and(plain(ASK_FEEDBACK));
            case PAUSED -> processing.and(plain(PAUSE));
            case AWAITING_CONFIRMATION -> processing.and(plain(PROPOSE_SOLUTION));
            case COMPLETED -> processing.and(plain(PROPOSE_SOLUTION), plain(CONFIRM));
            case CANCELLED -> submitted.and(plain(CANCEL));
            case INVALID -> submitted.and(plain(MARK_INVALID));
            case DELETED -> submitted.and(plain(CANCEL), plain(DELETE));
        };
    }

    /// Holds a row's *from → to* in every state: elsewhere `WRONG_STATE`.
    private static void holds(TicketCall call, TicketEventType event, Map<TicketState, TicketState> row) {
        for (TicketState state : TicketState.values()) {
            TicketState to = row.get(state);
            if (to == null) {
                at(state).when(call).thenRefused(WRONG_STATE);
            } else {
                at(state).when(call).then(event).at(to);
            }
        }
    }

    private static Map<TicketState, TicketState> stays(TicketState... states) {
        Map<TicketState, TicketState> row = new EnumMap<>(TicketState.class);
        for (TicketState state : states) {
            row.put(state, state);
        }
        return row;
    }

    private static final TicketState[] OPEN_STATES = {
        SUBMITTED, PROCESSING, AWAITING_CONFIRMATION, PAUSED, AWAITING_FEEDBACK
    };

    @Test
    void a_ticket_is_opened_once() {
        holds(opened(), TicketEventType.OPENED, Map.of());
        given(opened()).when(opened().by("buyer:B-2")).thenRefused(NOT_PERMITTED);
        given(opened()).when(opened().ofSeller("S-2")).thenRefusedBlindly(UNKNOWN_TICKET);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESSING", "AWAITING_CONFIRMATION", "PAUSED", "AWAITING_FEEDBACK"})
    void an_accepted_ticket_is_already_accepted_in_every_open_state(TicketState state) {
        at(state).when(accept().by(OWNER)).thenRefused(ALREADY_ACCEPTED).naming(HANDLER);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "CANCELLED", "INVALID", "DELETED"})
    void a_ticket_that_is_not_open_is_not_accepted(TicketState state) {
        at(state).when(accept()).thenRefused(WRONG_STATE);
    }

    @Test
    void returned_to_the_queue_a_ticket_has_no_handler() {
        for (TicketState state : new TicketState[] {PROCESSING, AWAITING_FEEDBACK}) {
            at(state)
                    .when(plain(RETURN_TO_QUEUE))
                    .then(RETURNED_TO_QUEUE)
                    .at(SUBMITTED)
                    .handledBy(null);
        }
        for (TicketState state : new TicketState[] {AWAITING_CONFIRMATION, PAUSED, COMPLETED}) {
            at(state).when(plain(RETURN_TO_QUEUE)).thenRefused(WRONG_STATE);
        }
        given(opened(), accept(), plain(RETURN_TO_QUEUE))
                .when(accept().by(OWNER))
                .then(ACCEPTED)
                .handledBy(OWNER);
    }

    @Test
    void a_buyers_reply_goes_to_any_open_ticket_and_ends_the_wait_for_it() {
        var row = stays(OPEN_STATES);
        row.put(AWAITING_FEEDBACK, PROCESSING);

        holds(replyOfBuyer(), REPLIED, row);
        at(AWAITING_FEEDBACK).when(replyOfBuyer()).then(REPLIED).handledBy(HANDLER);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESSING", "AWAITING_CONFIRMATION", "PAUSED", "AWAITING_FEEDBACK"})
    void a_handlers_reply_moves_nothing(TicketState state) {
        at(state).when(replyOfHandler()).then(REPLIED).at(state);
    }

    @Test
    void the_first_response_is_the_first_reply_of_the_sellers_side() {
        var accepted = given(opened(), accept(), replyOfBuyer());
        assertThat(accepted.ticket().milestones().firstResponseAt()).isNull();

        var answered = accepted.and(replyOfHandler());
        var first = answered.ticket().updatedAt();
        assertThat(answered.ticket().milestones().firstResponseAt()).isEqualTo(first);
        assertThat(answered.and(replyOfHandler()).ticket().milestones().firstResponseAt())
                .isEqualTo(first);
    }

    @Test
    void staff_note_on_any_open_ticket() {
        holds(plain(NOTE), NOTED, stays(OPEN_STATES));
        at(PROCESSING).when(plain(NOTE).by(OWNER)).then(NOTED).handledBy(HANDLER);
    }

    @Test
    void the_handler_asks_for_feedback_pauses_and_resumes() {
        at(PROCESSING).when(plain(ASK_FEEDBACK)).then(FEEDBACK_ASKED).at(AWAITING_FEEDBACK);
        at(PROCESSING).when(plain(PAUSE)).then(TicketEventType.PAUSED).at(PAUSED);
        at(PAUSED).when(plain(RESUME)).then(RESUMED).at(PROCESSING);
        at(PAUSED).when(plain(PAUSE)).thenRefused(WRONG_STATE);
        at(PROCESSING).when(plain(RESUME)).thenRefused(WRONG_STATE);
        at(PAUSED).when(plain(ASK_FEEDBACK)).thenRefused(WRONG_STATE);
    }

    @Test
    void a_proposed_solution_is_confirmed_or_declined_by_the_buyer() {
        at(PROCESSING).when(plain(PROPOSE_SOLUTION)).then(SOLUTION_PROPOSED).at(AWAITING_CONFIRMATION);
        at(PAUSED).when(plain(PROPOSE_SOLUTION)).thenRefused(WRONG_STATE);
        holds(plain(CONFIRM), CONFIRMED, Map.of(AWAITING_CONFIRMATION, COMPLETED));
        holds(plain(DECLINE_SOLUTION), SOLUTION_DECLINED, Map.of(AWAITING_CONFIRMATION, PROCESSING));
    }

    @Test
    void the_buyer_closes_what_was_accepted_and_cancels_what_was_not() {
        holds(
                plain(CLOSE),
                CLOSED,
                Map.of(
                        PROCESSING, COMPLETED,
                        AWAITING_FEEDBACK, COMPLETED,
                        AWAITING_CONFIRMATION, COMPLETED,
                        PAUSED, COMPLETED));
        holds(plain(CANCEL), TicketEventType.CANCELLED, Map.of(SUBMITTED, CANCELLED));
    }

    @Test
    void staff_mark_invalid_what_is_waiting_or_in_progress() {
        holds(plain(MARK_INVALID), MARKED_INVALID, Map.of(SUBMITTED, INVALID, PROCESSING, INVALID));
        at(PROCESSING).when(plain(MARK_INVALID).by(OWNER)).then(MARKED_INVALID);
    }

    @Test
    void the_buyer_urges_again_exactly_an_hour_later_and_not_before() {
        holds(plain(URGE), URGED, stays(SUBMITTED, PROCESSING));
        var urged = given(opened(), plain(URGE), accept().after(ofMinutes(20)));

        urged.when(plain(URGE).after(ofMinutes(40).minusMillis(1))).thenRefused(TOO_SOON);
        urged.when(plain(URGE).after(ofMinutes(40))).then(URGED);
        urged.and(plain(PAUSE)).when(plain(URGE)).thenRefused(TOO_SOON);
        urged.and(plain(PAUSE)).when(plain(URGE).after(ofHours(1))).thenRefused(WRONG_STATE);
    }

    @Test
    void the_buyer_reopens_within_seven_days_of_completion_inclusive_and_the_handler_stays() {
        holds(plain(REOPEN), REOPENED, Map.of(COMPLETED, PROCESSING));
        at(COMPLETED)
                .when(plain(REOPEN).after(ofDays(7)))
                .then(REOPENED)
                .at(PROCESSING)
                .handledBy(HANDLER);
        at(COMPLETED).when(plain(REOPEN).after(ofDays(7).plusMillis(1))).thenRefused(WRONG_STATE);
    }

    @Test
    void the_seven_days_begin_with_the_completion_not_with_what_came_after() {
        var rated = at(COMPLETED).and(rate(5).after(ofDays(6)));

        rated.when(plain(REOPEN).after(ofDays(1))).then(REOPENED);
        rated.when(plain(REOPEN).after(ofDays(1).plusMillis(1))).thenRefused(WRONG_STATE);
        rated.and(plain(REOPEN), plain(CLOSE).after(ofDays(30)))
                .when(plain(REOPEN).after(ofDays(7)))
                .then(REOPENED);
    }

    @Test
    void the_buyer_rates_a_completed_ticket_once() {
        holds(rate(5), RATED, stays(COMPLETED));
        assertThat(at(COMPLETED).and(rate(2)).ticket().rating()).isEqualTo(2);
        at(COMPLETED).and(rate(5)).when(rate(1)).thenRefused(WRONG_STATE);
        at(COMPLETED).and(rate(5), plain(REOPEN), plain(CLOSE)).when(rate(1)).thenRefused(WRONG_STATE);
    }

    @Test
    void the_buyer_deletes_what_is_over_and_then_nothing_goes_on() {
        holds(plain(DELETE), TicketEventType.DELETED, Map.of(COMPLETED, DELETED, CANCELLED, DELETED, INVALID, DELETED));
        for (TicketCommandType type : TicketCommandType.values()) {
            var deleted = at(COMPLETED).and(plain(DELETE));
            assertThat(deleted.ticket().handler()).isEqualTo(HANDLER);
            var call = type == TRANSFER ? transferTo(HANDLER) : plausible(type);
            deleted.when(call).thenRefused(WRONG_STATE);
        }
    }

    @Test
    void a_reassignment_gives_an_open_or_completed_ticket_to_the_new_handler() {
        for (TicketState state :
                new TicketState[] {PROCESSING, AWAITING_CONFIRMATION, PAUSED, AWAITING_FEEDBACK, COMPLETED}) {
            at(state).when(reassignTo(COLLEAGUE)).then(REASSIGNED).at(state).handledBy(COLLEAGUE);
        }
        for (TicketState state : new TicketState[] {CANCELLED, INVALID, DELETED}) {
            at(state).when(reassignTo(COLLEAGUE)).thenRefused(WRONG_STATE);
        }
    }

    @Test
    void of_a_ticket_that_nobody_handles_a_reassignment_is_history_only() {
        at(SUBMITTED).when(reassignTo(COLLEAGUE)).then(REASSIGNED).at(SUBMITTED).handledBy(null);
    }
}
