package io.docket.lifecycle.decide;

import static io.docket.domain.deadline.DeadlineKind.ACCEPTANCE_LAPSED;
import static io.docket.domain.deadline.DeadlineKind.SOLUTION_UNCONFIRMED;
import static io.docket.lifecycle.decide.SlaTest.china;
import static io.docket.lifecycle.decide.SlaTest.pending;
import static io.docket.lifecycle.decide.SlaTest.said;
import static io.docket.lifecycle.decide.TicketCalls.accept;
import static io.docket.lifecycle.decide.TicketCalls.opened;
import static io.docket.lifecycle.decide.TicketCalls.plain;
import static io.docket.lifecycle.decide.TicketCalls.replyOfBuyer;
import static io.docket.lifecycle.decide.TicketCalls.replyOfHandler;
import static io.docket.lifecycle.decide.TicketCalls.transferTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What the clock makes of tickets that nobody goes on with (domain.md §2.7).
class TicketDeadlineTest {
    @Test
    void an_acceptance_lapses_after_a_working_day_without_a_reply() {
        TicketScenario friday = TicketScenario.givenNothing()
                .at(china("2026-03-06T16:00"), opened())
                .at(china("2026-03-06T17:00"), accept());
        Instant lapse = china("2026-03-09T17:00");

        assertThat(pending(friday, ACCEPTANCE_LAPSED)).isEqualTo(lapse);
        TicketScenario lapsed = said(friday, TicketEventType.ACCEPTANCE_LAPSED, ACCEPTANCE_LAPSED, lapse);
        assertThat(lapsed.ticket().state()).isEqualTo(TicketState.SUBMITTED);
        assertThat(lapsed.ticket().handler()).isNull();
        assertThat(pending(lapsed, ACCEPTANCE_LAPSED)).isNull();

        assertThat(pending(friday.at(china("2026-03-06T17:10"), replyOfHandler()), ACCEPTANCE_LAPSED))
                .isNull();
        assertThat(pending(friday.at(china("2026-03-06T17:10"), replyOfBuyer()), ACCEPTANCE_LAPSED))
                .isEqualTo(lapse);
        assertThat(pending(friday.at(china("2026-03-06T17:10"), transferTo(TicketCalls.OWNER)), ACCEPTANCE_LAPSED))
                .isEqualTo(lapse);
        assertThat(pending(
                        friday.at(china("2026-03-06T17:10"), plain(TicketCommandType.ASK_FEEDBACK)), ACCEPTANCE_LAPSED))
                .isNull();
    }

    @Test
    void a_solution_that_nobody_confirms_within_seven_days_is_confirmed() {
        TicketScenario proposed = TicketScenario.given(opened(), accept(), plain(TicketCommandType.PROPOSE_SOLUTION));
        Instant dueAt = proposed.ticket().updatedAt().plus(Duration.ofDays(7));

        TicketScenario confirmed = said(proposed, TicketEventType.CONFIRMED, SOLUTION_UNCONFIRMED, dueAt);
        assertThat(confirmed.ticket().state()).isEqualTo(TicketState.COMPLETED);
        assertThat(confirmed.ticket().milestones().completedAt()).isEqualTo(dueAt);
        assertThat(pending(proposed.and(plain(TicketCommandType.DECLINE_SOLUTION)), SOLUTION_UNCONFIRMED))
                .isNull();
    }
}
