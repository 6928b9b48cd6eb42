package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.REFUND_PENDING;
import static io.docket.domain.RefusalCode.TOO_SOON;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.RefundState.REJECTED;
import static io.docket.domain.supervision.RefundState.WITHDRAWN;
import static io.docket.domain.supervision.SupervisionCommandType.SHIP_RETURN;
import static io.docket.domain.supervision.SupervisionEventType.REFUND_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.REMINDED;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.rejectRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.remind;
import static io.docket.lifecycle.decide.SupervisionCalls.requestInvoice;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.resolveAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.withdrawRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionEvent.Because;
import io.docket.domain.supervision.SupervisionEventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Invoices, and the buyer's reminders (催办), which leave the node (domain.md §2.3).
class InvoiceAndReminderTest {
    @ParameterizedTest
    @EnumSource(
            names = {
                "AWAITING_ISSUE",
                "AWAITING_DELIVERY",
                "AWAITING_RECEIPT",
                "AWAITING_ACTIVATION",
                "AWAITING_PROOF",
                "COMPLETED"
            })
    void an_invoice_may_be_requested_in_any_node_but_refunded(Node node) {
        given(opened())
                .at(node)
                .when(requestInvoice())
                .then(SupervisionEventType.INVOICE_REQUESTED)
                .at(node);
    }

    @Test
    void a_refunded_order_gets_no_invoice() {
        given(opened(), requestRefund(), approveRefund(), settleRefund())
                .when(requestInvoice())
                .thenRefused(WRONG_NODE);
        given(opened(), openAppeal(), resolveAppeal(Outcome.UPHELD_BUYER))
                .when(requestInvoice())
                .thenRefused(WRONG_NODE);
    }

    @Test
    void an_invoice_is_requested_once_and_that_is_said_before_the_node_is_looked_at() {
        var invoiced = given(opened(), requestInvoice());

        invoiced.when(requestInvoice()).thenRefused(RefusalCode.INVOICE_REQUESTED);
        invoiced.and(openAppeal(), resolveAppeal(Outcome.UPHELD_BUYER))
                .when(requestInvoice())
                .thenRefused(RefusalCode.INVOICE_REQUESTED);
    }

    @Test
    void a_requested_refund_gives_way_to_the_invoice() {
        given(opened(), requestRefund())
                .when(requestInvoice())
                .then(SupervisionEventType.INVOICE_REQUESTED, REFUND_REJECTED)
                .saying(1, new Because("INVOICE_REQUESTED"))
                .withRefund(REJECTED);
    }

    @Test
    void an_agreed_refund_does_not_give_way() {
        var shipped = given(opened(HARDWARE), confirmDelivery(), requestRefund(), approveRefund());

        given(opened(), requestRefund(), approveRefund()).when(requestInvoice()).thenRefused(REFUND_PENDING);
        shipped.when(requestInvoice()).thenRefused(REFUND_PENDING);
        shipped.and(plain(SHIP_RETURN)).when(requestInvoice()).thenRefused(REFUND_PENDING);
    }

    @Test
    void with_an_invoice_requested_there_is_no_refund_any_more() {
        given(opened(), requestInvoice()).when(requestRefund()).thenRefused(RefusalCode.INVOICE_REQUESTED);
        given(opened(), requestRefund(), requestInvoice())
                .when(requestRefund())
                .thenRefused(RefusalCode.INVOICE_REQUESTED);
    }

    @Test
    void a_rejected_or_withdrawn_refund_is_left_alone_by_the_invoice() {
        given(opened(), requestRefund(), rejectRefund())
                .when(requestInvoice())
                .then(SupervisionEventType.INVOICE_REQUESTED)
                .withRefund(REJECTED);
        given(opened(), requestRefund(), withdrawRefund())
                .when(requestInvoice())
                .then(SupervisionEventType.INVOICE_REQUESTED)
                .withRefund(WITHDRAWN);
    }

    @Test
    void the_buyer_reminds_again_exactly_an_hour_later_and_not_before() {
        var reminded = given(opened(), remind());

        reminded.when(remind()).thenRefused(TOO_SOON);
        reminded.when(remind().after(ofHours(1).minusMillis(1))).thenRefused(TOO_SOON);
        reminded.when(remind().after(ofHours(1))).then(REMINDED).at(AWAITING_ISSUE);
    }

    @Test
    void the_hour_is_the_supervisions_whatever_happened_since() {
        var reminded = given(opened(), remind(), issueCode().after(ofMinutes(30)));

        reminded.when(remind().after(ofMinutes(30).minusMillis(1))).thenRefused(TOO_SOON);
        reminded.when(remind().after(ofMinutes(30))).then(REMINDED);
    }

    @Test
    void a_refused_reminder_does_not_begin_a_new_hour() {
        var reminded = given(opened(), remind());
        SupervisionAnswer refused = reminded.when(remind().after(ofMinutes(59)));

        refused.thenRefused(TOO_SOON);
        assertThat(refused.before()).isEqualTo(reminded.supervision());
    }

    @Test
    void too_soon_is_said_before_the_node_is_looked_at() {
        var delivered = given(opened(), issueCode(), remind(), confirmDelivery());

        delivered.when(remind()).thenRefused(TOO_SOON);
        delivered.when(remind().after(ofHours(2))).thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_OFFLINE", "HARDWARE"})
    void every_delivery_can_be_reminded_of(GoodsType goods) {
        given(opened(goods)).when(remind().after(ofMillis(1))).then(REMINDED);
    }
}
