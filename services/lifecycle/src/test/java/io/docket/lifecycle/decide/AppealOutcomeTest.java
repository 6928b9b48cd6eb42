package io.docket.lifecycle.decide;

import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.CodeState.RELEASED;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.GoodsType.SERVICE;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.Node.REFUNDED;
import static io.docket.domain.supervision.RefundState.REJECTED;
import static io.docket.domain.supervision.RefundState.SETTLED;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.SHIP_RETURN;
import static io.docket.domain.supervision.SupervisionEventType.APPEAL_RESOLVED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_RELEASED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_CONFIRMED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_SETTLED;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.freezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.rejectRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.releaseCode;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.resolveAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.withdrawRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionEvent.Because;
import io.docket.domain.supervision.SupervisionEventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of a supervision when its appeal is resolved (domain.md §2.6).
class AppealOutcomeTest {
    private static SupervisionScenario reviewedCodeAt(Node node) {
        return given(Opening.of(LICENSE_CODE).reviewed().sent()).at(node);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_PROOF", "AWAITING_REVIEW"})
    void upheld_for_the_seller_it_completes_what_has_been_delivered(Node node) {
        reviewedCodeAt(node)
                .and(openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_SELLER))
                .then(APPEAL_RESOLVED, SupervisionEventType.COMPLETED)
                .at(COMPLETED)
                .withCode(ALIVE)
                .withAppeal(AppealState.UPHELD_SELLER);
    }

    @Test
    void upheld_for_the_seller_it_completes_what_awaits_acceptance_and_rejects_a_pending_refund() {
        given(opened(HARDWARE), confirmDelivery(), requestRefund(), openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_SELLER))
                .then(APPEAL_RESOLVED, REFUND_REJECTED, SupervisionEventType.COMPLETED)
                .saying(1, new Because("APPEAL"))
                .at(COMPLETED)
                .withRefund(REJECTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_ISSUE", "AWAITING_DELIVERY", "AWAITING_RECEIPT", "AWAITING_ACTIVATION"})
    void upheld_for_the_seller_an_earlier_node_resumes(Node node) {
        reviewedCodeAt(node)
                .and(openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_SELLER))
                .then(APPEAL_RESOLVED)
                .at(node);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_REQUIREMENT", "AWAITING_CONFIRMATION", "AWAITING_DELIVERY"})
    void upheld_for_the_seller_an_earlier_node_of_a_service_resumes(Node node) {
        given(opened(SERVICE))
                .at(node)
                .and(openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_SELLER))
                .then(APPEAL_RESOLVED)
                .at(node);
    }

    @Test
    void upheld_for_the_seller_any_pending_refund_is_rejected() {
        var asked = given(opened(HARDWARE), confirmDelivery(), plain(REJECT_DELIVERY), requestRefund());
        for (SupervisionScenario pending : new SupervisionScenario[] {
            asked,
            asked.and(approveRefund()),
            asked.and(approveRefund(), plain(SHIP_RETURN)),
            asked.and(approveRefund(), plain(SHIP_RETURN), plain(ACCEPT_RETURN)),
        }) {
            pending.and(openAppeal())
                    .when(resolveAppeal(Outcome.UPHELD_SELLER))
                    .then(APPEAL_RESOLVED, REFUND_REJECTED)
                    .at(AWAITING_DELIVERY)
                    .withRefund(REJECTED);
        }
        asked.and(rejectRefund(), openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_SELLER))
                .then(APPEAL_RESOLVED);
    }

    @ParameterizedTest
    @CsvSource({
        "AWAITING_DELIVERY, ISSUED",
        "AWAITING_RECEIPT, ISSUED",
        "AWAITING_ACTIVATION, RECEIVED",
        "AWAITING_PROOF, ALIVE",
        "AWAITING_REVIEW, ALIVE",
    })
    void upheld_for_the_buyer_it_refunds_even_after_receipt_and_takes_back_the_code(Node node, CodeState code) {
        var disputed = reviewedCodeAt(node).and(openAppeal());
        assertThat(disputed.supervision().standing().code()).isEqualTo(code);

        disputed.when(resolveAppeal(Outcome.UPHELD_BUYER))
                .then(APPEAL_RESOLVED, REFUND_SETTLED, CODE_RELEASED)
                .saying(1, new Because("APPEAL"))
                .at(REFUNDED)
                .withRefund(SETTLED)
                .withCode(RELEASED)
                .withAppeal(AppealState.UPHELD_BUYER);
    }

    @Test
    void upheld_for_the_buyer_without_a_code_none_is_released() {
        given(opened(), openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_BUYER))
                .then(APPEAL_RESOLVED, REFUND_SETTLED)
                .at(REFUNDED);
        reviewedCodeAt(AWAITING_PROOF)
                .and(freezeCode(), releaseCode(), openAppeal())
                .when(resolveAppeal(Outcome.UPHELD_BUYER))
                .then(APPEAL_RESOLVED, REFUND_SETTLED)
                .withCode(RELEASED);
    }

    @Test
    void upheld_for_the_buyer_the_refund_is_settled_from_any_state() {
        var hardware = given(opened(HARDWARE), confirmDelivery());
        var asked = hardware.and(requestRefund());
        for (SupervisionScenario scenario : new SupervisionScenario[] {
            hardware,
            asked,
            asked.and(rejectRefund()),
            asked.and(withdrawRefund()),
            asked.and(approveRefund()),
            asked.and(approveRefund(), plain(SHIP_RETURN)),
            asked.and(approveRefund(), plain(SHIP_RETURN), plain(ACCEPT_RETURN)),
        }) {
            scenario.and(openAppeal())
                    .when(resolveAppeal(Outcome.UPHELD_BUYER))
                    .then(APPEAL_RESOLVED, REFUND_SETTLED)
                    .at(REFUNDED)
                    .withRefund(SETTLED);
        }
    }

    @Test
    void dismissed_the_node_and_the_refund_resume() {
        given(opened(), issueCode(), requestRefund(), openAppeal())
                .when(resolveAppeal(Outcome.DISMISSED))
                .then(APPEAL_RESOLVED)
                .at(AWAITING_DELIVERY)
                .withRefund(RefundState.REQUESTED)
                .withAppeal(AppealState.DISMISSED);
        given(opened(), issueCode(), openAppeal(), resolveAppeal(Outcome.DISMISSED))
                .when(confirmDelivery())
                .then(DELIVERY_CONFIRMED);
    }
}
