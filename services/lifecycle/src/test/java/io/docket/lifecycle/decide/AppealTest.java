package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.APPEAL_OPEN;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.SupervisionCommandType.ACTIVATE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.FAIL_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.ISSUE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.RECORD_COURIER_SIGNED;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionEventType.APPEAL_OPENED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_FROZEN;
import static io.docket.domain.supervision.SupervisionEventType.COURIER_SIGNED;
import static io.docket.domain.supervision.SupervisionEventType.PROOF_UPLOADED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_APPROVED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REQUESTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_WITHDRAWN;
import static io.docket.domain.supervision.SupervisionEventType.REMINDED;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.freezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.rejectRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.remind;
import static io.docket.lifecycle.decide.SupervisionCalls.requestInvoice;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.resolveAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.uploadProof;
import static io.docket.lifecycle.decide.SupervisionCalls.withdrawRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEventType;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Appeals (服务监管申诉, domain.md §2.6).
class AppealTest {
    private static SupervisionScenario reviewedCodeAt(Node node) {
        return given(Opening.of(LICENSE_CODE).reviewed().sent()).at(node);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "AWAITING_ISSUE",
                "AWAITING_DELIVERY",
                "AWAITING_RECEIPT",
                "AWAITING_ACTIVATION",
                "AWAITING_PROOF",
                "AWAITING_REVIEW"
            })
    void an_appeal_may_be_opened_in_any_node_that_is_not_final(Node node) {
        reviewedCodeAt(node).when(openAppeal()).then(APPEAL_OPENED).at(node).withAppeal(AppealState.OPEN);
    }

    @Test
    void in_a_final_node_there_is_no_appeal() {
        reviewedCodeAt(COMPLETED).when(openAppeal()).thenRefused(WRONG_NODE);
        given(opened(), requestRefund(), approveRefund(), settleRefund())
                .when(openAppeal())
                .thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"buyer:B-1", "owner:S-1", "staff:S-7"})
    void buyer_and_seller_may_appeal(String actor) {
        given(opened()).when(openAppeal().by(actor)).then(APPEAL_OPENED);
    }

    @Test
    void a_second_appeal_while_one_is_open_is_refused() {
        given(opened(), openAppeal()).when(openAppeal().by("staff:S-7")).thenRefused(APPEAL_OPEN);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void without_an_open_appeal_there_is_nothing_to_resolve(Outcome outcome) {
        given(opened()).when(resolveAppeal(outcome)).thenRefused(WRONG_STATE);
        given(opened(), openAppeal(), resolveAppeal(Outcome.DISMISSED))
                .when(resolveAppeal(outcome))
                .thenRefused(WRONG_STATE);
    }

    @ParameterizedTest
    @EnumSource(names = {"UPHELD_SELLER", "DISMISSED"})
    void a_new_appeal_may_follow(Outcome outcome) {
        given(opened(), openAppeal(), resolveAppeal(outcome)).when(openAppeal()).then(APPEAL_OPENED);
    }

    @Test
    void while_an_appeal_is_open_nothing_moves_the_node_forward_or_backward_or_settles_a_refund() {
        var disputed = given(opened(), openAppeal());

        for (SupervisionCommandType type : EnumSet.range(ISSUE_CODE, REJECT_DELIVERY)) {
            if (type != ACTIVATE_CODE) {
                disputed.when(plausible(type)).thenRefused(APPEAL_OPEN);
            }
        }
        disputed.when(settleRefund()).thenRefused(APPEAL_OPEN);
        reviewedCodeAt(AWAITING_ACTIVATION)
                .and(openAppeal())
                .when(activateCode())
                .thenRefused(APPEAL_OPEN);
        reviewedCodeAt(AWAITING_REVIEW)
                .and(openAppeal())
                .when(plain(FAIL_REVIEW))
                .thenRefused(APPEAL_OPEN);
    }

    @Test
    void while_an_appeal_is_open_other_refund_and_code_commands_go_on() {
        var disputed = given(opened(), openAppeal());

        disputed.when(requestRefund()).then(REFUND_REQUESTED);
        disputed.and(requestRefund()).when(withdrawRefund()).then(REFUND_WITHDRAWN);
        disputed.and(requestRefund()).when(rejectRefund()).then(REFUND_REJECTED);
        disputed.and(requestRefund()).when(approveRefund()).then(REFUND_APPROVED);
        disputed.and(requestRefund(), approveRefund()).when(settleRefund()).thenRefused(APPEAL_OPEN);
        disputed.when(requestInvoice()).then(SupervisionEventType.INVOICE_REQUESTED);
        disputed.when(remind()).then(REMINDED);
        reviewedCodeAt(AWAITING_PROOF).and(openAppeal()).when(freezeCode()).then(CODE_FROZEN);
    }

    @Test
    void an_early_proof_moves_nothing_and_goes_on_during_an_appeal() {
        reviewedCodeAt(AWAITING_ACTIVATION)
                .and(openAppeal())
                .when(uploadProof())
                .then(PROOF_UPLOADED);
    }

    @Test
    void hardwares_signed_is_recorded_during_an_appeal_too() {
        given(opened(HARDWARE), confirmDelivery(), openAppeal())
                .when(plain(RECORD_COURIER_SIGNED))
                .then(COURIER_SIGNED);
    }
}
