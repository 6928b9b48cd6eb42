package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.GoodsType.LICENSE_KEY;
import static io.docket.domain.supervision.Node.AWAITING_ACCEPTANCE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_CONFIRMATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.AWAITING_RECEIPT;
import static io.docket.domain.supervision.Node.AWAITING_REQUIREMENT;
import static io.docket.domain.supervision.Node.AWAITING_REVIEW;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.SupervisionCommandType.ACCEPT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.CONFIRM_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.DECLINE_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionCommandType.FAIL_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.PASS_REVIEW;
import static io.docket.domain.supervision.SupervisionCommandType.RECORD_COURIER_SIGNED;
import static io.docket.domain.supervision.SupervisionCommandType.REJECT_DELIVERY;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_IDENTIFIER;
import static io.docket.domain.supervision.SupervisionCommandType.SUBMIT_REQUIREMENT;
import static io.docket.domain.supervision.SupervisionEventType.CODE_ACTIVATED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_ISSUED;
import static io.docket.domain.supervision.SupervisionEventType.COURIER_SIGNED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_ACCEPTED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_CONFIRMED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_REJECTED;
import static io.docket.domain.supervision.SupervisionEventType.IDENTIFIER_SUBMITTED;
import static io.docket.domain.supervision.SupervisionEventType.PROOF_UPLOADED;
import static io.docket.domain.supervision.SupervisionEventType.REQUIREMENT_CONFIRMED;
import static io.docket.domain.supervision.SupervisionEventType.REQUIREMENT_DECLINED;
import static io.docket.domain.supervision.SupervisionEventType.REQUIREMENT_SUBMITTED;
import static io.docket.domain.supervision.SupervisionEventType.REVIEW_FAILED;
import static io.docket.domain.supervision.SupervisionEventType.REVIEW_PASSED;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plain;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.receiveCode;
import static io.docket.lifecycle.decide.SupervisionCalls.uploadProof;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The paths of the goods, and the commands that lead along them (domain.md §2.2, §2.3).
class PathTest {
    @Test
    void an_authorization_code_is_issued_delivered_received_activated_and_proven_and_completes_by_itself() {
        given(opened())
                .then(issueCode(), CODE_ISSUED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_RECEIPT)
                .then(receiveCode(), SupervisionEventType.CODE_RECEIVED, AWAITING_ACTIVATION)
                .then(activateCode(), CODE_ACTIVATED, AWAITING_PROOF)
                .when(uploadProof())
                .then(PROOF_UPLOADED, SupervisionEventType.COMPLETED)
                .at(COMPLETED);
    }

    @Test
    void an_empowerment_orders_proof_is_reviewed_and_failed_it_must_be_uploaded_anew() {
        given(Opening.of(LICENSE_CODE).reviewed().sent())
                .at(AWAITING_PROOF)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_REVIEW)
                .then(plain(FAIL_REVIEW), REVIEW_FAILED, AWAITING_PROOF)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_REVIEW)
                .when(plain(PASS_REVIEW))
                .then(REVIEW_PASSED, SupervisionEventType.COMPLETED)
                .at(COMPLETED);
    }

    @Test
    void a_proof_before_activation_is_kept_and_proof_is_then_passed() {
        given(opened())
                .at(AWAITING_ACTIVATION)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_ACTIVATION)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_ACTIVATION)
                .when(activateCode())
                .then(CODE_ACTIVATED, SupervisionEventType.COMPLETED)
                .at(COMPLETED)
                .withCode(ALIVE);
    }

    @Test
    void an_early_proof_of_an_empowerment_order_goes_to_review_on_activation_and_failed_is_needed_anew() {
        given(Opening.of(LICENSE_CODE).reviewed().sent())
                .at(AWAITING_ACTIVATION)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_ACTIVATION)
                .then(activateCode(), CODE_ACTIVATED, AWAITING_REVIEW)
                .then(plain(FAIL_REVIEW), REVIEW_FAILED, AWAITING_PROOF)
                .then(uploadProof(), PROOF_UPLOADED, AWAITING_REVIEW);
    }

    @Test
    void a_proof_before_the_code_is_received_is_too_early() {
        given(opened()).at(AWAITING_DELIVERY).when(uploadProof()).thenRefused(WRONG_NODE);
        given(opened()).at(AWAITING_RECEIPT).when(uploadProof()).thenRefused(WRONG_NODE);
    }

    @Test
    void a_licence_key_is_delivered_to_the_buyers_identifier_and_accepted_or_rejected() {
        given(opened(LICENSE_KEY))
                .then(plain(SUBMIT_IDENTIFIER), IDENTIFIER_SUBMITTED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .then(plain(REJECT_DELIVERY), DELIVERY_REJECTED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .when(plain(ACCEPT_DELIVERY))
                .then(DELIVERY_ACCEPTED, SupervisionEventType.COMPLETED)
                .at(COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_KEY", "SERVICE", "SAAS"})
    void a_reviewed_delivery_is_accepted_after_the_review_and_failed_it_is_delivered_anew(GoodsType goods) {
        given(Opening.of(goods).reviewed().sent())
                .at(AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_REVIEW)
                .then(plain(FAIL_REVIEW), REVIEW_FAILED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_REVIEW)
                .then(plain(PASS_REVIEW), REVIEW_PASSED, AWAITING_ACCEPTANCE)
                .then(plain(REJECT_DELIVERY), DELIVERY_REJECTED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_REVIEW);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVICE", "SAAS"})
    void a_service_is_agreed_on_before_it_is_delivered(GoodsType goods) {
        given(opened(goods))
                .then(plain(SUBMIT_REQUIREMENT), REQUIREMENT_SUBMITTED, AWAITING_CONFIRMATION)
                .then(plain(DECLINE_REQUIREMENT), REQUIREMENT_DECLINED, AWAITING_REQUIREMENT)
                .then(plain(SUBMIT_REQUIREMENT), REQUIREMENT_SUBMITTED, AWAITING_CONFIRMATION)
                .then(plain(CONFIRM_REQUIREMENT), REQUIREMENT_CONFIRMED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .then(plain(REJECT_DELIVERY), DELIVERY_REJECTED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .when(plain(ACCEPT_DELIVERY))
                .then(DELIVERY_ACCEPTED, SupervisionEventType.COMPLETED);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_OFFLINE", "HARDWARE"})
    void offline_licences_and_hardware_are_delivered_and_accepted_or_rejected(GoodsType goods) {
        given(opened(goods))
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .then(plain(REJECT_DELIVERY), DELIVERY_REJECTED, AWAITING_DELIVERY)
                .then(confirmDelivery(), DELIVERY_CONFIRMED, AWAITING_ACCEPTANCE)
                .when(plain(ACCEPT_DELIVERY))
                .then(DELIVERY_ACCEPTED, SupervisionEventType.COMPLETED);
    }

    @Test
    void rejections_of_a_delivery_are_counted() {
        var rejectedTwice = given(
                opened(HARDWARE), confirmDelivery(), plain(REJECT_DELIVERY), confirmDelivery(), plain(REJECT_DELIVERY));

        assertThat(rejectedTwice.supervision().marks().rejections()).isEqualTo(2);
    }

    @Test
    void the_couriers_signed_is_recorded_while_hardware_awaits_acceptance() {
        var delivered = given(opened(HARDWARE), confirmDelivery());

        delivered.when(plain(RECORD_COURIER_SIGNED)).then(COURIER_SIGNED).at(AWAITING_ACCEPTANCE);
        assertThat(delivered
                        .and(plain(RECORD_COURIER_SIGNED))
                        .supervision()
                        .marks()
                        .courierSignedAt())
                .isNotNull();
        given(opened(HARDWARE)).when(plain(RECORD_COURIER_SIGNED)).thenRefused(WRONG_NODE);
        given(opened(LICENSE_KEY))
                .at(AWAITING_ACCEPTANCE)
                .when(plain(RECORD_COURIER_SIGNED))
                .thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @CsvSource({
        "LICENSE_CODE, SUBMIT_REQUIREMENT",
        "LICENSE_CODE, SUBMIT_IDENTIFIER",
        "LICENSE_CODE, ACCEPT_DELIVERY",
        "LICENSE_CODE, REJECT_DELIVERY",
        "LICENSE_KEY, ISSUE_CODE",
        "LICENSE_KEY, RECEIVE_CODE",
        "LICENSE_KEY, UPLOAD_PROOF",
        "SERVICE, SUBMIT_IDENTIFIER",
        "SAAS, ISSUE_CODE",
        "LICENSE_OFFLINE, PASS_REVIEW",
        "HARDWARE, FAIL_REVIEW",
    })
    void a_command_of_another_flow_fits_no_node(GoodsType goods, SupervisionCommandType type) {
        SupervisionScenario scenario = given(opened(goods));
        while (!scenario.supervision().node().isFinal()) {
            scenario.when(plausible(type)).thenRefused(WRONG_NODE);
            scenario = scenario.onward();
        }
        scenario.when(plausible(type)).thenRefused(WRONG_NODE);
    }
}
