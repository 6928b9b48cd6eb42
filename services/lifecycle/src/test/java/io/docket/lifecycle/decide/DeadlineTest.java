package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.TOO_SOON;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.deadline.DeadlineKind.APPEAL;
import static io.docket.domain.deadline.DeadlineKind.CODE_EXPIRY;
import static io.docket.domain.deadline.DeadlineKind.FREEZE_GRACE;
import static io.docket.domain.deadline.DeadlineKind.HARDWARE_ACCEPTANCE;
import static io.docket.domain.deadline.DeadlineKind.REFUND_SETTLEMENT;
import static io.docket.domain.deadline.DeadlineKind.RETURN_ACCEPTANCE;
import static io.docket.domain.deadline.DeadlineKind.RETURN_SHIPMENT;
import static io.docket.domain.deadline.DeadlineKind.SUPERVISION_REMINDER;
import static io.docket.lifecycle.decide.SupervisionCalls.elapsed;
import static io.docket.lifecycle.decide.SupervisionCalls.freezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.releaseCode;
import static io.docket.lifecycle.decide.SupervisionCalls.remind;
import static io.docket.lifecycle.decide.SupervisionCalls.renewCode;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.resolveAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.unfreezeCode;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the clock brings about, and what takes it back (domain.md §2.7).
class DeadlineTest {
    private static final SupervisionCall APPROVE = plain(SupervisionCommandType.APPROVE_REFUND);

    @Test
    void an_order_that_is_not_completed_is_reminded_of_after_180_days_and_every_30() {
        SupervisionScenario waiting = given(opened());
        Instant first = SupervisionScenario.START.plus(Duration.ofDays(180));

        assertThat(due(waiting, SUPERVISION_REMINDER)).isEqualTo(first);
        SupervisionScenario reminded = fired(waiting, SUPERVISION_REMINDER, SupervisionEventType.REMINDED);
        assertThat(due(reminded, SUPERVISION_REMINDER)).isEqualTo(first.plus(Duration.ofDays(30)));
        reminded.when(remind()).then(SupervisionEventType.REMINDED); // the clock's does not count for the buyer's
    }

    @Test
    void nothing_is_due_any_more_once_it_is_completed_but_the_code() {
        Supervision completed = given(opened()).at(Node.COMPLETED).supervision();

        assertThat(completed.deadlines().pending().keySet()).isSubsetOf(CODE_EXPIRY);
    }

    @Test
    void the_clock_is_refused_too_early_and_for_what_is_not_pending() {
        SupervisionScenario waiting = given(opened());
        Instant dueAt = due(waiting, SUPERVISION_REMINDER);

        waiting.when(elapsed(SUPERVISION_REMINDER, dueAt)).thenRefused(TOO_SOON);
        waiting.when(elapsed(SUPERVISION_REMINDER, dueAt.plusSeconds(1))).thenRefused(WRONG_STATE);
        waiting.when(elapsed(APPEAL, dueAt)).thenRefused(WRONG_STATE);
        waiting.when(elapsed(DeadlineKind.RESOLUTION, dueAt)).thenRefused(WRONG_STATE);
    }

    @Test
    void only_the_clock_sends_it_and_the_clock_sends_nothing_else() {
        SupervisionScenario waiting = given(opened());

        waiting.when(elapsed(SUPERVISION_REMINDER, due(waiting, SUPERVISION_REMINDER))
                        .by("platform:ops"))
                .thenRefused(NOT_PERMITTED);
        waiting.when(remind().by("clock")).thenRefused(NOT_PERMITTED);
    }

    @Test
    void hardware_is_accepted_ten_days_after_the_courier_signed() {
        SupervisionScenario signed = signed();

        assertThat(due(signed, HARDWARE_ACCEPTANCE)).isEqualTo(updated(signed).plus(Duration.ofDays(10)));
        SupervisionScenario accepted = fired(
                signed, HARDWARE_ACCEPTANCE, SupervisionEventType.DELIVERY_ACCEPTED, SupervisionEventType.COMPLETED);
        assertThat(accepted.supervision().node()).isEqualTo(Node.COMPLETED);
        assertThat(accepted.supervision().deadlines().pending()).isEmpty();
    }

    @Test
    void a_rejection_takes_the_acceptance_by_the_clock_back() {
        SupervisionScenario rejected = signed().and(plain(SupervisionCommandType.REJECT_DELIVERY));

        assertThat(rejected.supervision().deadlines().dueAt(HARDWARE_ACCEPTANCE))
                .isNull();
    }

    @Test
    void the_acceptance_stands_still_during_an_appeal_and_goes_on_with_what_was_left() {
        SupervisionScenario signed = signed();
        Instant due = due(signed, HARDWARE_ACCEPTANCE);
        SupervisionScenario disputed = signed.and(openAppeal().after(Duration.ofDays(4)));

        assertThat(disputed.supervision().deadlines().dueAt(HARDWARE_ACCEPTANCE))
                .isNull();
        disputed.when(elapsed(HARDWARE_ACCEPTANCE, due).after(Duration.ofDays(20)))
                .thenRefused(WRONG_STATE);
        SupervisionScenario resumed =
                disputed.and(resolveAppeal(Outcome.DISMISSED).after(Duration.ofDays(30)));
        assertThat(due(resumed, HARDWARE_ACCEPTANCE)).isEqualTo(updated(resumed).plus(Duration.ofDays(6)));
    }

    @Test
    void it_stands_still_until_both_the_appeal_and_the_refund_are_over() {
        SupervisionScenario disputed = signed().and(openAppeal(), requestRefund(), resolveAppeal(Outcome.DISMISSED));

        assertThat(disputed.supervision().deadlines().dueAt(HARDWARE_ACCEPTANCE))
                .isNull();
        SupervisionScenario resumed = disputed.and(plain(SupervisionCommandType.WITHDRAW_REFUND));
        assertThat(due(resumed, HARDWARE_ACCEPTANCE))
                .isEqualTo(updated(resumed).plus(Duration.ofDays(10)).minus(Duration.ofMinutes(1)));
    }

    @Test
    void goods_that_are_not_sent_back_within_ten_days_end_the_refund() {
        SupervisionScenario agreed = signed().and(requestRefund(), APPROVE);

        assertThat(due(agreed, RETURN_SHIPMENT)).isEqualTo(updated(agreed).plus(Duration.ofDays(10)));
        SupervisionScenario withdrawn = fired(agreed, RETURN_SHIPMENT, SupervisionEventType.REFUND_WITHDRAWN);
        assertThat(withdrawn.supervision().standing().refund()).isEqualTo(RefundState.WITHDRAWN);
        assertThat(due(withdrawn, HARDWARE_ACCEPTANCE)).isAfter(updated(withdrawn));
    }

    @Test
    void goods_sent_back_are_accepted_after_fifteen_days() {
        SupervisionScenario shipped = signed().and(requestRefund(), APPROVE, plain(SupervisionCommandType.SHIP_RETURN));

        assertThat(shipped.supervision().deadlines().dueAt(RETURN_SHIPMENT)).isNull();
        assertThat(due(shipped, RETURN_ACCEPTANCE)).isEqualTo(updated(shipped).plus(Duration.ofDays(15)));
        SupervisionScenario approved = fired(shipped, RETURN_ACCEPTANCE, SupervisionEventType.RETURN_ACCEPTED);
        assertThat(approved.supervision().standing().refund()).isEqualTo(RefundState.APPROVED);
        assertThat(due(approved, REFUND_SETTLEMENT)).isEqualTo(updated(approved).plus(Duration.ofHours(3)));
    }

    @Test
    void a_refund_not_settled_within_three_hours_is_overdue_once() {
        SupervisionScenario approved = given(opened(), requestRefund(), APPROVE);
        Instant dueAt = due(approved, REFUND_SETTLEMENT);

        assertThat(dueAt).isEqualTo(updated(approved).plus(Duration.ofHours(3)));
        SupervisionScenario overdue = fired(approved, REFUND_SETTLEMENT, SupervisionEventType.OVERDUE);
        assertThat(overdue.supervision().deadlines().dueAt(REFUND_SETTLEMENT)).isNull();
        overdue.when(elapsed(REFUND_SETTLEMENT, dueAt)).thenRefused(WRONG_STATE);
    }

    @Test
    void an_appeal_is_due_after_three_working_days_of_the_platform() {
        // Opened on Monday 2 March 2026 at 16:01 in China, appealed a minute later.
        SupervisionScenario appealed = given(opened(), openAppeal());

        assertThat(due(appealed, APPEAL)).isEqualTo(updated(appealed).plus(Duration.ofDays(3)));
        fired(appealed, APPEAL, SupervisionEventType.OVERDUE);
        assertThat(appealed.and(resolveAppeal(Outcome.DISMISSED))
                        .supervision()
                        .deadlines()
                        .dueAt(APPEAL))
                .isNull();
    }

    @Test
    void a_code_expires_at_the_end_of_its_term_whatever_the_node() {
        SupervisionScenario completed = given(Opening.of(GoodsType.LICENSE_CODE).sent())
                .at(Node.COMPLETED)
                .and(renewCode());
        Instant end = Instant.parse("2030-01-01T00:00:00Z");

        assertThat(due(completed, CODE_EXPIRY)).isEqualTo(end);
        SupervisionScenario expired = fired(completed, CODE_EXPIRY, SupervisionEventType.CODE_EXPIRED);
        assertThat(expired.supervision().standing().code()).isEqualTo(CodeState.EXPIRED);
        assertThat(expired.supervision().deadlines().pending()).isEmpty();
    }

    @Test
    void freezing_trades_the_expiry_for_fifteen_days_of_grace_and_back() {
        SupervisionScenario alive = given(opened()).at(Node.COMPLETED).and(renewCode());

        SupervisionScenario frozen = alive.and(freezeCode());
        assertThat(frozen.supervision().deadlines().dueAt(CODE_EXPIRY)).isNull();
        assertThat(due(frozen, FREEZE_GRACE)).isEqualTo(updated(frozen).plus(Duration.ofDays(15)));
        fired(frozen, FREEZE_GRACE, SupervisionEventType.RELEASE_DUE);
        assertThat(frozen.and(releaseCode()).supervision().deadlines().pending())
                .isEmpty();

        SupervisionScenario thawed = frozen.and(unfreezeCode());
        assertThat(thawed.supervision().deadlines().dueAt(FREEZE_GRACE)).isNull();
        assertThat(due(thawed, CODE_EXPIRY)).isEqualTo(due(alive, CODE_EXPIRY));
    }

    private static SupervisionScenario signed() {
        return given(opened(GoodsType.HARDWARE))
                .at(Node.AWAITING_ACCEPTANCE)
                .and(plain(SupervisionCommandType.RECORD_COURIER_SIGNED));
    }

    private static Instant due(SupervisionScenario scenario, DeadlineKind kind) {
        return Objects.requireNonNull(scenario.supervision().deadlines().dueAt(kind), kind.wire());
    }

    private static Instant updated(SupervisionScenario scenario) {
        return scenario.supervision().updatedAt();
    }

    /// The clock comes exactly when it is due; the event of an `overdue` names the kind.
    private static SupervisionScenario fired(
            SupervisionScenario scenario, DeadlineKind kind, SupervisionEventType... events) {
        Instant dueAt = due(scenario, kind);
        SupervisionAnswer answer =
                scenario.when(elapsed(kind, dueAt).after(Duration.between(updated(scenario), dueAt)));
        answer.then(events);
        if (events[0] == SupervisionEventType.OVERDUE) {
            answer.saying(0, new SupervisionEvent.Elapsed(kind, dueAt));
        }
        return new SupervisionScenario(answer.state());
    }
}
