package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Lifecycles;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.NodeTrigger;
import org.junit.jupiter.api.Test;

/// The flows of domain.md §2.2 and §2.3, written down once more by hand and compared in every pair of node and trigger.
class NodeTablesTest {
    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

    @Test
    void a_code_is_issued_delivered_received_activated_and_proven() {
        assertThat(flow(GoodsType.LICENSE_CODE, false, true)).isEqualTo("""
                AWAITING_ISSUE (initial) | ISSUE_CODE > AWAITING_DELIVERY | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_RECEIPT | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_RECEIPT | RECEIVE_CODE > AWAITING_ACTIVATION | SETTLE_REFUND > REFUNDED
                AWAITING_ACTIVATION | ACTIVATE_CODE > AWAITING_PROOF | ACTIVATE_CODE_PROVEN > COMPLETED | UPLOAD_PROOF_EARLY stays | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_PROOF | UPLOAD_PROOF > COMPLETED | REMIND stays | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void a_code_of_an_empowerment_order_is_reviewed_after_its_proof() {
        assertThat(flow(GoodsType.LICENSE_CODE, true, true)).isEqualTo("""
                AWAITING_ISSUE (initial) | ISSUE_CODE > AWAITING_DELIVERY | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_RECEIPT | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_RECEIPT | RECEIVE_CODE > AWAITING_ACTIVATION | SETTLE_REFUND > REFUNDED
                AWAITING_ACTIVATION | ACTIVATE_CODE > AWAITING_PROOF | ACTIVATE_CODE_PROVEN > AWAITING_REVIEW | UPLOAD_PROOF_EARLY stays | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_PROOF | UPLOAD_PROOF > AWAITING_REVIEW | REMIND stays | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                AWAITING_REVIEW | PASS_REVIEW > COMPLETED | FAIL_REVIEW > AWAITING_PROOF | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void a_code_that_needs_no_receipt_awaits_its_activation_after_delivery() {
        assertThat(flow(GoodsType.LICENSE_CODE, false, false)).isEqualTo("""
                AWAITING_ISSUE (initial) | ISSUE_CODE > AWAITING_DELIVERY | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_ACTIVATION | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACTIVATION | ACTIVATE_CODE > AWAITING_PROOF | ACTIVATE_CODE_PROVEN > COMPLETED | UPLOAD_PROOF_EARLY stays | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_PROOF | UPLOAD_PROOF > COMPLETED | REMIND stays | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void a_code_that_needs_no_receipt_may_be_reviewed_too() {
        assertThat(flow(GoodsType.LICENSE_CODE, true, false)).isEqualTo("""
                AWAITING_ISSUE (initial) | ISSUE_CODE > AWAITING_DELIVERY | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_ACTIVATION | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACTIVATION | ACTIVATE_CODE > AWAITING_PROOF | ACTIVATE_CODE_PROVEN > AWAITING_REVIEW | UPLOAD_PROOF_EARLY stays | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_PROOF | UPLOAD_PROOF > AWAITING_REVIEW | REMIND stays | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                AWAITING_REVIEW | PASS_REVIEW > COMPLETED | FAIL_REVIEW > AWAITING_PROOF | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void a_key_is_delivered_for_an_identifier_and_accepted() {
        assertThat(flow(GoodsType.LICENSE_KEY, false, true)).isEqualTo("""
                AWAITING_IDENTIFIER (initial) | SUBMIT_IDENTIFIER > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_ACCEPTANCE | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void a_key_of_an_empowerment_order_is_reviewed_before_acceptance() {
        assertThat(flow(GoodsType.LICENSE_KEY, true, true)).isEqualTo("""
                AWAITING_IDENTIFIER (initial) | SUBMIT_IDENTIFIER > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_REVIEW | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_REVIEW | PASS_REVIEW > AWAITING_ACCEPTANCE | FAIL_REVIEW > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void an_offline_licence_is_delivered_and_accepted() {
        assertThat(flow(GoodsType.LICENSE_OFFLINE, false, true)).isEqualTo("""
                AWAITING_DELIVERY (initial) | CONFIRM_DELIVERY > AWAITING_ACCEPTANCE | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void hardware_waits_for_acceptance_with_the_couriers_signature_recorded() {
        assertThat(flow(GoodsType.HARDWARE, false, true)).isEqualTo("""
                AWAITING_DELIVERY (initial) | CONFIRM_DELIVERY > AWAITING_ACCEPTANCE | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | RECORD_COURIER_SIGNED stays | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """);
    }

    @Test
    void services_and_saas_are_agreed_on_before_they_are_delivered() {
        String expected = """
                AWAITING_REQUIREMENT (initial) | SUBMIT_REQUIREMENT > AWAITING_CONFIRMATION | SETTLE_REFUND > REFUNDED
                AWAITING_CONFIRMATION | CONFIRM_REQUIREMENT > AWAITING_DELIVERY | DECLINE_REQUIREMENT > AWAITING_REQUIREMENT | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_ACCEPTANCE | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """;

        assertThat(flow(GoodsType.SERVICE, false, true)).isEqualTo(expected);
        assertThat(flow(GoodsType.SAAS, false, true)).isEqualTo(expected);
    }

    @Test
    void services_and_saas_of_an_empowerment_order_are_reviewed_before_acceptance() {
        String expected = """
                AWAITING_REQUIREMENT (initial) | SUBMIT_REQUIREMENT > AWAITING_CONFIRMATION | SETTLE_REFUND > REFUNDED
                AWAITING_CONFIRMATION | CONFIRM_REQUIREMENT > AWAITING_DELIVERY | DECLINE_REQUIREMENT > AWAITING_REQUIREMENT | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_DELIVERY | CONFIRM_DELIVERY > AWAITING_REVIEW | REMIND stays | SETTLE_REFUND > REFUNDED
                AWAITING_REVIEW | PASS_REVIEW > AWAITING_ACCEPTANCE | FAIL_REVIEW > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                AWAITING_ACCEPTANCE | ACCEPT_DELIVERY > COMPLETED | REJECT_DELIVERY > AWAITING_DELIVERY | SETTLE_REFUND > REFUNDED | UPHOLD_SELLER > COMPLETED
                COMPLETED (final)
                REFUNDED (final)
                """;

        assertThat(flow(GoodsType.SERVICE, true, true)).isEqualTo(expected);
        assertThat(flow(GoodsType.SAAS, true, true)).isEqualTo(expected);
    }

    private String flow(GoodsType goodsType, boolean review, boolean receipt) {
        return TableText.of(
                lifecycles.node(new Flow(goodsType, Flow.FIRST_VERSION, review, receipt)), NodeTrigger.class);
    }
}
