package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.NOT_RECEIVED;
import static io.docket.domain.RefusalCode.REFUND_PENDING;
import static io.docket.domain.RefusalCode.UNKNOWN_CODE;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_OFFLINE;
import static io.docket.domain.supervision.GoodsType.SERVICE;
import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_CONFIRMATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.REFUNDED;
import static io.docket.domain.supervision.RefundState.APPROVED;
import static io.docket.domain.supervision.RefundState.AWAITING_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.CONFIRM_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.CONFIRM_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.DECLINE_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.FAIL_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.ISSUE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.PASS_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.RECEIVE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.SHIP_RETURN;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_IDENTIFIER;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.UPLOAD_PROOF;
import static io.docket.domain.supervision.SupervisionEventType.APPEAL_OPENED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_APPROVED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REQUESTED;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_SETTLED;
import static io.docket.domain.supervision.SupervisionEventType.REMINDED;
import static io.docket.domain.supervision.SupervisionEventType.REQUIREMENT_DECLINED;
import static io.docket.domain.supervision.SupervisionEventType.RETURN_ACCEPTED;
import static io.docket.domain.supervision.SupervisionEventType.RETURN_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.RETURN_SHIPPED;
import static io.docket.domain.supervision.SupervisionEventType.REVIEW_FAILED;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.remind;
import static io.docket.lifecycle.decide.SupervisionCalls.requestInvoice;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;

import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEventType;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What stands still while a refund is pending, and hardware on its way back (domain.md §2.4).
class PendingRefundTest {
    /// Move the node forward, or might: refused while a refund is pending, at whatever node.
    private static final Set<SupervisionCommandType> FORWARD = EnumSet.of(
            ISSUE_CODE,
            SUBMIT_REQUIREMENT,
            CONFIRM_REQUIREMENT,
            SUBMIT_IDENTIFIER,
            CONFIRM_DELIVERY,
            RECEIVE_CODE,
            UPLOAD_PROOF,
            PASS_REVIEW,
            ACCEPT_DELIVERY);

    @ParameterizedTest
    @EnumSource(names = {"ISSUE_CODE", "CONFIRM_DELIVERY", "RECEIVE_CODE"})
    void while_a_refund_is_pending_the_delivery_stands_still(SupervisionCommandType type) {
        Node node = switch (type) {
            case ISSUE_CODE -> AWAITING_ISSUE;
            case CONFIRM_DELIVERY -> AWAITING_DELIVERY;
            default -> AWAITING_RECEIPT;
        };
        var asked = given(opened()).at(node).and(requestRefund());

        asked.when(plausible(type)).thenRefused(REFUND_PENDING);
        asked.and(approveRefund()).when(plausible(type)).thenRefused(REFUND_PENDING);
    }

    @Test
    void refund_pending_goes_by_the_commands_kind_not_by_the_node() {
        var asked = given(opened(), requestRefund());

        for (SupervisionCommandType type : FORWARD) {
            asked.when(plausible(type)).thenRefused(REFUND_PENDING);
        }
        for (SupervisionCommandType type : EnumSet.of(DECLINE_REQUIREMENT, FAIL_REVIEW, REJECT_DELIVERY)) {
            asked.when(plausible(type)).thenRefused(WRONG_NODE);
        }
    }

    @Test
    void while_a_refund_is_pending_for_an_activation_the_codes_state_answers_first() {
        given(opened(), requestRefund()).when(activateCode()).thenRefused(UNKNOWN_CODE);
        given(opened(), issueCode(), requestRefund()).when(activateCode()).thenRefused(NOT_RECEIVED);
    }

    @Test
    void while_a_refund_is_pending_backward_moves_reminders_invoices_and_appeals_go_on() {
        var service = given(opened(SERVICE));

        service.at(AWAITING_CONFIRMATION)
                .and(requestRefund())
                .when(plain(DECLINE_REQUIREMENT))
                .then(REQUIREMENT_DECLINED);
        service.at(AWAITING_ACCEPTANCE)
                .and(requestRefund())
                .when(plain(REJECT_DELIVERY))
                .then(DELIVERY_REJECTED);
        given(Opening.of(SERVICE).reviewed().sent())
                .at(AWAITING_REVIEW)
                .and(requestRefund())
                .when(plain(FAIL_REVIEW))
                .then(REVIEW_FAILED);
        service.at(AWAITING_DELIVERY).and(requestRefund()).when(remind()).then(REMINDED);
        service.and(requestRefund()).when(openAppeal()).then(APPEAL_OPENED);
        service.and(requestRefund())
                .when(requestInvoice())
                .then(SupervisionEventType.INVOICE_REQUESTED, REFUND_REJECTED);
    }

    @Test
    void shipped_hardware_must_come_back_before_it_is_refunded() {
        given(opened(HARDWARE), confirmDelivery(), requestRefund())
                .then(approveRefund(), REFUND_APPROVED, AWAITING_ACCEPTANCE)
                .then(plain(SHIP_RETURN), RETURN_SHIPPED, AWAITING_ACCEPTANCE)
                .then(plain(ACCEPT_RETURN), RETURN_ACCEPTED, AWAITING_ACCEPTANCE)
                .when(settleRefund())
                .then(REFUND_SETTLED)
                .at(REFUNDED);
    }

    @Test
    void hardware_that_was_shipped_once_must_come_back_also_after_a_rejected_delivery() {
        given(opened(HARDWARE), confirmDelivery(), plain(REJECT_DELIVERY), requestRefund())
                .when(approveRefund())
                .then(REFUND_APPROVED)
                .withRefund(AWAITING_RETURN);
    }

    @Test
    void hardware_that_was_never_shipped_and_other_goods_need_not_come_back() {
        given(opened(HARDWARE), requestRefund())
                .when(approveRefund())
                .then(REFUND_APPROVED)
                .withRefund(APPROVED);
        given(opened(LICENSE_OFFLINE), confirmDelivery(), requestRefund())
                .when(approveRefund())
                .then(REFUND_APPROVED)
                .withRefund(APPROVED);
    }

    @Test
    void a_rejected_return_ends_the_refund_and_the_buyer_may_ask_again() {
        given(opened(HARDWARE), confirmDelivery(), requestRefund(), approveRefund(), plain(SHIP_RETURN))
                .then(plain(REJECT_RETURN), RETURN_REJECTED, AWAITING_ACCEPTANCE)
                .when(requestRefund())
                .then(REFUND_REQUESTED);
    }

    @Test
    void while_hardware_is_on_its_way_back_it_cannot_be_accepted() {
        given(opened(HARDWARE), confirmDelivery(), requestRefund(), approveRefund(), plain(SHIP_RETURN))
                .when(plain(ACCEPT_DELIVERY))
                .thenRefused(REFUND_PENDING);
    }
}
