package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Lifecycles;
import io.docket.domain.supervision.AppealTrigger;
import io.docket.domain.supervision.CodeTrigger;
import io.docket.domain.supervision.RefundTrigger;
import io.docket.domain.ticket.TicketTrigger;
import org.junit.jupiter.api.Test;

/// Refund, code and appeal (domain.md §2.4–2.6) and the ticket (§3), written down once more by hand and compared in
/// every pair of state and trigger.
class SideTablesTest {
    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

    @Test
    void a_refund_is_negotiated_and_may_be_asked_for_again_until_it_is_settled() {
        assertThat(TableText.of(lifecycles.refund(), RefundTrigger.class)).isEqualTo("""
                NONE (initial) | REQUEST > REQUESTED | UPHOLD_BUYER > SETTLED
                REQUESTED | WITHDRAW > WITHDRAWN | APPROVE > APPROVED | APPROVE_FOR_RETURN > AWAITING_RETURN | REJECT > REJECTED | GIVE_WAY_TO_INVOICE > REJECTED | UPHOLD_SELLER > REJECTED | UPHOLD_BUYER > SETTLED
                APPROVED | SETTLE > SETTLED | UPHOLD_SELLER > REJECTED | UPHOLD_BUYER > SETTLED
                AWAITING_RETURN | SHIP_RETURN > AWAITING_RETURN_ACCEPTANCE | LAPSE_RETURN > WITHDRAWN | UPHOLD_SELLER > REJECTED | UPHOLD_BUYER > SETTLED
                AWAITING_RETURN_ACCEPTANCE | ACCEPT_RETURN > APPROVED | REJECT_RETURN > REJECTED | UPHOLD_SELLER > REJECTED | UPHOLD_BUYER > SETTLED
                REJECTED | REQUEST > REQUESTED | UPHOLD_BUYER > SETTLED
                WITHDRAWN | REQUEST > REQUESTED | UPHOLD_BUYER > SETTLED
                SETTLED (final)
                """);
    }

    @Test
    void a_code_is_received_once_activated_once_and_released_for_ever() {
        assertThat(TableText.of(lifecycles.code(), CodeTrigger.class)).isEqualTo("""
                NONE (initial) | ISSUE > ISSUED
                ISSUED | RECEIVE > RECEIVED | SETTLE_REFUND > RELEASED | UPHOLD_BUYER > RELEASED
                RECEIVED | ACTIVATE > ALIVE | UPHOLD_BUYER > RELEASED
                ALIVE | EXPIRE > EXPIRED | RENEW stays | FREEZE > FROZEN | RELEASE > RELEASED | UPHOLD_BUYER > RELEASED
                EXPIRED | RENEW > ALIVE | FREEZE > FROZEN | RELEASE > RELEASED | UPHOLD_BUYER > RELEASED
                FROZEN | RENEW > ALIVE | UNFREEZE > ALIVE | RELEASE > RELEASED | UPHOLD_BUYER > RELEASED
                RELEASED (final)
                """);
    }

    @Test
    void an_appeal_may_follow_another_unless_the_buyer_won() {
        assertThat(TableText.of(lifecycles.appeal(), AppealTrigger.class)).isEqualTo("""
                NONE (initial) | OPEN > OPEN
                OPEN | UPHOLD_SELLER > UPHELD_SELLER | UPHOLD_BUYER > UPHELD_BUYER | DISMISS > DISMISSED
                UPHELD_SELLER | OPEN > OPEN
                UPHELD_BUYER (final)
                DISMISSED | OPEN > OPEN
                """);
    }

    @Test
    void a_ticket_is_accepted_solved_and_at_last_deleted() {
        assertThat(TableText.of(lifecycles.ticket(), TicketTrigger.class)).isEqualTo("""
                SUBMITTED (initial) | ACCEPT > PROCESSING | TRANSFER stays | REPLY stays | REPLY_BY_BUYER stays | NOTE stays | CANCEL > CANCELLED | URGE stays | MARK_INVALID > INVALID | REASSIGN stays
                PROCESSING | RETURN_TO_QUEUE > SUBMITTED | TRANSFER stays | REPLY stays | REPLY_BY_BUYER stays | NOTE stays | ASK_FEEDBACK > AWAITING_FEEDBACK | PAUSE > PAUSED | PROPOSE_SOLUTION > AWAITING_CONFIRMATION | CLOSE > COMPLETED | URGE stays | MARK_INVALID > INVALID | REASSIGN stays | LAPSE > SUBMITTED
                AWAITING_CONFIRMATION | REPLY stays | REPLY_BY_BUYER stays | NOTE stays | CONFIRM > COMPLETED | DECLINE_SOLUTION > PROCESSING | CLOSE > COMPLETED | REASSIGN stays
                COMPLETED | REOPEN > PROCESSING | RATE stays | DELETE > DELETED | REASSIGN stays
                CANCELLED | DELETE > DELETED
                PAUSED | REPLY stays | REPLY_BY_BUYER stays | NOTE stays | RESUME > PROCESSING | CLOSE > COMPLETED | REASSIGN stays
                INVALID | DELETE > DELETED
                DELETED (final)
                AWAITING_FEEDBACK | RETURN_TO_QUEUE > SUBMITTED | TRANSFER stays | REPLY stays | REPLY_BY_BUYER > PROCESSING | NOTE stays | CLOSE > COMPLETED | REASSIGN stays
                """);
    }
}
