package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.APPEAL_OPEN;
import static io.docket.domain.RefusalCode.CODE_TAKEN;
import static io.docket.domain.RefusalCode.EFFECT_BEFORE_ORDER;
import static io.docket.domain.RefusalCode.INVALID;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.REFUND_PENDING;
import static io.docket.domain.RefusalCode.UNKNOWN_CODE;
import static io.docket.domain.RefusalCode.UNKNOWN_SUPERVISION;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.REQUEST_REFUND;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REQUESTED;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.issueTakenCode;
import static io.docket.lifecycle.decide.SupervisionCalls.malformed;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.receiveCode;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.resolveAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.withdrawRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static io.docket.lifecycle.decide.SupervisionScenario.givenNothing;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import org.junit.jupiter.api.Test;

/// Of two reasons to refuse, the first in the list of domain.md §7 is named. Each test has a pair of neighbours both
/// hold, then the second alone.
class PrecedenceTest {
    @Test
    void invalid_before_unknown() {
        var missing = malformed(REQUEST_REFUND, "amount");

        givenNothing().when(missing).thenRefusedBlindly(INVALID).namingField("amount");
        given(opened()).when(missing.ofSeller("S-2")).thenRefusedBlindly(INVALID);
        given(opened()).when(requestRefund().ofSeller("S-2")).thenRefusedBlindly(UNKNOWN_SUPERVISION);
    }

    @Test
    void invalid_before_everything_that_the_supervision_says() {
        given(opened(), openAppeal())
                .at(AWAITING_ISSUE)
                .when(malformed(REQUEST_REFUND, "amount").by("nobody").expectingVersion(9))
                .thenRefused(INVALID)
                .namingField("amount");
    }

    @Test
    void unknown_before_not_permitted() {
        given(opened()).when(requestRefund().ofSeller("S-2").by("staff:S-7")).thenRefusedBlindly(UNKNOWN_SUPERVISION);
        given(opened()).when(requestRefund().by("staff:S-7")).thenRefused(NOT_PERMITTED);
    }

    @Test
    void not_permitted_before_version_conflict() {
        given(opened())
                .when(requestRefund().by("staff:S-7").expectingVersion(9))
                .thenRefused(NOT_PERMITTED);
        given(opened()).when(requestRefund().expectingVersion(9)).thenRefused(VERSION_CONFLICT);
        given(opened()).when(requestRefund().expectingVersion(0)).thenRefused(VERSION_CONFLICT);
        given(opened()).when(requestRefund().expectingVersion(1)).then(REFUND_REQUESTED);
    }

    @Test
    void version_conflict_before_the_commands_own_codes() {
        var received = given(opened()).at(AWAITING_ACTIVATION);

        received.when(requestRefund().expectingVersion(1)).thenRefused(VERSION_CONFLICT);
        received.when(requestRefund()).thenRefused(RefusalCode.CODE_RECEIVED);
    }

    @Test
    void the_commands_own_codes_before_appeal_open() {
        var disputed = given(opened(), openAppeal());

        disputed.when(activateCode()).thenRefused(UNKNOWN_CODE);
        disputed.when(issueTakenCode()).thenRefused(CODE_TAKEN);
        disputed.when(issueCode()).thenRefused(APPEAL_OPEN);
    }

    @Test
    void appeal_open_before_refund_pending() {
        var both = given(opened(), requestRefund(), openAppeal());

        both.when(issueCode()).thenRefused(APPEAL_OPEN);
        both.and(resolveAppeal(Outcome.DISMISSED)).when(issueCode()).thenRefused(REFUND_PENDING);
    }

    @Test
    void refund_pending_before_wrong_node() {
        var asked = given(opened(), requestRefund());

        asked.when(receiveCode()).thenRefused(REFUND_PENDING);
        asked.and(withdrawRefund()).when(receiveCode()).thenRefused(WRONG_NODE);
    }

    @Test
    void appeal_open_before_wrong_node() {
        given(opened(), openAppeal()).when(receiveCode()).thenRefused(APPEAL_OPEN);
        given(opened(), openAppeal()).when(plain(REJECT_DELIVERY)).thenRefused(APPEAL_OPEN);
    }

    @Test
    void wrong_node_before_wrong_state() {
        var completed = given(opened(HARDWARE)).at(COMPLETED);

        completed.when(withdrawRefund()).thenRefused(WRONG_NODE);
        given(opened(HARDWARE)).when(withdrawRefund()).thenRefused(WRONG_STATE);
    }

    @Test
    void appeal_open_before_wrong_state_of_a_settlement() {
        given(opened(), openAppeal()).when(settleRefund()).thenRefused(APPEAL_OPEN);
        given(opened()).when(settleRefund()).thenRefused(WRONG_STATE);
    }

    @Test
    void a_code_of_an_activation_comes_before_the_node_and_its_effect_before_a_pending_refund() {
        var asked = given(
                Opening.of(LICENSE_CODE)
                        .withoutReceipt()
                        .orderedAt(SupervisionScenario.START)
                        .sent(),
                requestRefund());
        asked.when(activateCode()).thenRefused(UNKNOWN_CODE);

        var issued = given(
                Opening.of(LICENSE_CODE)
                        .withoutReceipt()
                        .orderedAt(SupervisionScenario.START)
                        .sent(),
                issueCode());
        issued.when(activateCode(null, SupervisionScenario.START.minusMillis(1)))
                .thenRefused(EFFECT_BEFORE_ORDER);
        issued.when(activateCode()).thenRefused(WRONG_NODE);
    }
}
