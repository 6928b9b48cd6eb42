package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.NOT_REFUNDABLE;
import static io.docket.domain.RefusalCode.REFUND_AMOUNT_INVALID;
import static io.docket.domain.RefusalCode.REFUND_PENDING;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.supervision.CodeState.RELEASED;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.GoodsType.SERVICE;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.Node.REFUNDED;
import static io.docket.domain.supervision.RefundState.REQUESTED;
import static io.docket.domain.supervision.RefundState.SETTLED;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.SHIP_RETURN;
import static io.docket.domain.supervision.SupervisionEventType.CODE_RELEASED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_CONFIRMED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_APPROVED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REQUESTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_SETTLED;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.receiveCode;
import static io.docket.lifecycle.decide.SupervisionCalls.rejectRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.releaseCode;
import static io.docket.lifecycle.decide.SupervisionCalls.requestInvoice;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.withdrawRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent.RefundOf;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Negotiated refunds (协商退订, domain.md §2.4) and the gate that ends them.
class RefundTest {
    @ParameterizedTest
    @EnumSource(names = {"AWAITING_ISSUE", "AWAITING_DELIVERY", "AWAITING_RECEIPT"})
    void until_the_code_is_received_a_refund_may_be_requested(Node node) {
        given(opened())
                .at(node)
                .when(requestRefund("99.99", "CNY"))
                .then(REFUND_REQUESTED)
                .saying(0, new RefundOf(new BigDecimal("99.99"), "CNY"))
                .at(node)
                .withRefund(REQUESTED);
    }

    @ParameterizedTest
    @EnumSource(names = {"AWAITING_ACTIVATION", "AWAITING_PROOF", "AWAITING_REVIEW", "COMPLETED"})
    void after_receipt_a_refund_is_refused_for_ever(Node node) {
        given(Opening.of(LICENSE_CODE).reviewed().sent())
                .at(node)
                .when(requestRefund())
                .thenRefused(RefusalCode.CODE_RECEIVED);
    }

    @Test
    void code_received_goes_by_the_receipt_whatever_the_codes_state_is_now() {
        given(opened())
                .at(AWAITING_PROOF)
                .and(releaseCode())
                .when(requestRefund())
                .thenRefused(RefusalCode.CODE_RECEIVED);
    }

    @Test
    void of_receipt_and_refund_request_the_first_wins() {
        given(opened())
                .at(AWAITING_RECEIPT)
                .and(requestRefund())
                .when(receiveCode())
                .thenRefused(REFUND_PENDING);
        given(opened())
                .at(AWAITING_RECEIPT)
                .and(receiveCode())
                .when(requestRefund())
                .thenRefused(RefusalCode.CODE_RECEIVED);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE"})
    void other_goods_may_be_refunded_in_any_node_that_is_not_final(GoodsType goods) {
        SupervisionScenario scenario = given(opened(goods));
        while (!scenario.supervision().node().isFinal()) {
            scenario.when(requestRefund()).then(REFUND_REQUESTED);
            scenario = scenario.onward();
        }
        scenario.when(requestRefund()).thenRefused(WRONG_NODE);
    }

    @Test
    void a_refund_is_requested_agreed_and_settled_and_takes_back_the_code() {
        given(opened())
                .at(AWAITING_RECEIPT)
                .then(requestRefund(), REFUND_REQUESTED, AWAITING_RECEIPT)
                .then(approveRefund(), REFUND_APPROVED, AWAITING_RECEIPT)
                .when(settleRefund())
                .then(REFUND_SETTLED, CODE_RELEASED)
                .at(REFUNDED)
                .withRefund(SETTLED)
                .withCode(RELEASED);
    }

    @Test
    void without_a_code_a_settled_refund_releases_none() {
        given(opened(), requestRefund(), approveRefund())
                .when(settleRefund())
                .then(REFUND_SETTLED)
                .at(REFUNDED)
                .withCode(CodeState.NONE);
        given(opened(SERVICE), requestRefund(), approveRefund())
                .when(settleRefund())
                .then(REFUND_SETTLED)
                .at(REFUNDED);
    }

    @Test
    void after_a_rejection_or_a_withdrawal_the_buyer_may_ask_again() {
        given(opened(), requestRefund(), rejectRefund()).when(requestRefund()).then(REFUND_REQUESTED);
        given(opened(), requestRefund(), withdrawRefund())
                .when(requestRefund("1", null))
                .then(REFUND_REQUESTED)
                .saying(0, new RefundOf(BigDecimal.ONE, "CNY"));
    }

    @Test
    void after_a_rejection_or_a_withdrawal_the_delivery_goes_on() {
        given(opened(), issueCode(), requestRefund(), rejectRefund())
                .when(confirmDelivery())
                .then(DELIVERY_CONFIRMED);
        given(opened(), issueCode(), requestRefund(), withdrawRefund())
                .when(confirmDelivery())
                .then(DELIVERY_CONFIRMED);
    }

    @ParameterizedTest
    @CsvSource({
        "WITHDRAW_REFUND, REQUESTED",
        "APPROVE_REFUND, REQUESTED",
        "REJECT_REFUND, REQUESTED",
        "SHIP_RETURN, AWAITING_RETURN",
        "ACCEPT_RETURN, AWAITING_RETURN_ACCEPTANCE",
        "REJECT_RETURN, AWAITING_RETURN_ACCEPTANCE",
        "SETTLE_REFUND, APPROVED",
    })
    void a_refund_command_fits_one_state_of_the_refund(SupervisionCommandType type, RefundState from) {
        var hardware = given(opened(HARDWARE), confirmDelivery());
        var scenarios = new SupervisionScenario[] {
            hardware,
            hardware.and(requestRefund()),
            hardware.and(requestRefund(), approveRefund()),
            hardware.and(requestRefund(), approveRefund(), plain(SHIP_RETURN)),
            hardware.and(requestRefund(), approveRefund(), plain(SHIP_RETURN), plain(ACCEPT_RETURN)),
            hardware.and(requestRefund(), rejectRefund()),
            hardware.and(requestRefund(), withdrawRefund()),
        };
        for (SupervisionScenario scenario : scenarios) {
            SupervisionAnswer answer = scenario.when(plausible(type));
            if (scenario.supervision().standing().refund() == from) {
                answer.accepted();
            } else {
                answer.thenRefused(WRONG_STATE);
            }
        }
    }

    @Test
    void a_refund_is_requested_once_at_a_time() {
        given(opened(), requestRefund()).when(requestRefund()).thenRefused(WRONG_STATE);
        given(opened(), requestRefund(), approveRefund()).when(requestRefund()).thenRefused(WRONG_STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "-0.01", "100.01", "1e9"})
    void the_amount_must_be_above_nothing_and_at_most_what_was_paid(String amount) {
        given(opened()).when(requestRefund(amount, "CNY")).thenRefused(REFUND_AMOUNT_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.01", "100", "100.00", "100.000"})
    void any_amount_up_to_what_was_paid_will_do(String amount) {
        given(opened()).when(requestRefund(amount, null)).then(REFUND_REQUESTED);
    }

    @Test
    void the_amount_must_be_in_the_orders_currency() {
        given(opened()).when(requestRefund("1", "USD")).thenRefused(REFUND_AMOUNT_INVALID);
    }

    @Test
    void of_an_order_that_cost_nothing_nothing_can_be_refunded() {
        given(Opening.of(LICENSE_CODE).paid("0").sent())
                .when(requestRefund("0", null))
                .thenRefused(REFUND_AMOUNT_INVALID);
    }

    @Test
    void a_trial_order_is_not_refundable() {
        given(Opening.of(LICENSE_CODE).trial().sent()).when(requestRefund()).thenRefused(NOT_REFUNDABLE);
    }

    @Test
    void a_requests_own_refusals_come_in_the_order_of_its_row() {
        var bad = requestRefund("0", "USD");
        var trial = Opening.of(LICENSE_CODE).trial();

        given(trial.sent(), requestInvoice()).at(COMPLETED).when(bad).thenRefused(RefusalCode.CODE_RECEIVED);
        given(trial.sent(), requestInvoice()).when(bad).thenRefused(NOT_REFUNDABLE);
        given(opened(), requestInvoice()).when(bad).thenRefused(RefusalCode.INVOICE_REQUESTED);
        given(opened(HARDWARE)).at(COMPLETED).when(bad).thenRefused(REFUND_AMOUNT_INVALID);
        given(opened(), requestRefund()).when(bad).thenRefused(REFUND_AMOUNT_INVALID);
        given(opened(), requestRefund(), approveRefund(), settleRefund())
                .when(requestRefund())
                .thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "WITHDRAW_REFUND",
                "APPROVE_REFUND",
                "REJECT_REFUND",
                "SHIP_RETURN",
                "ACCEPT_RETURN",
                "REJECT_RETURN",
                "SETTLE_REFUND"
            })
    void in_a_final_node_there_is_nothing_left_to_negotiate(SupervisionCommandType type) {
        given(opened()).at(COMPLETED).when(plain(type)).thenRefused(WRONG_NODE);
        given(opened(), requestRefund(), approveRefund(), settleRefund())
                .when(plain(type))
                .thenRefused(WRONG_NODE);
    }
}
