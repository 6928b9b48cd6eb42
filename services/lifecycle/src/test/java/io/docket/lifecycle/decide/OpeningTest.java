package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.CODE_TAKEN;
import static io.docket.domain.RefusalCode.INVALID;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.NOT_SUPERVISED;
import static io.docket.domain.RefusalCode.UNKNOWN_SUPERVISION;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.CodeState.ISSUED;
import static io.docket.domain.supervision.CodeState.RECEIVED;
import static io.docket.domain.supervision.GoodsType.HARDWARE;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_ISSUE;
import static io.docket.domain.supervision.SupervisionCommandType.OPEN;
import static io.docket.domain.supervision.SupervisionEventType.CODE_ISSUED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_RECEIVED;
import static io.docket.domain.supervision.SupervisionEventType.DELIVERY_CONFIRMED;
import static io.docket.domain.supervision.SupervisionEventType.OPENED;
import static io.docket.lifecycle.decide.SupervisionCalls.CODE;
import static io.docket.lifecycle.decide.SupervisionCalls.OTHER_CODE;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.issueCode;
import static io.docket.lifecycle.decide.SupervisionCalls.issueTakenCode;
import static io.docket.lifecycle.decide.SupervisionCalls.malformed;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.receiveCode;
import static io.docket.lifecycle.decide.SupervisionCalls.remind;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.START;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static io.docket.lifecycle.decide.SupervisionScenario.givenNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent.Issuing;
import io.docket.domain.supervision.SupervisionEvent.Receiving;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening a supervision, and issuing its code (domain.md §2.2, §2.3).
class OpeningTest {
    @ParameterizedTest
    @CsvSource({
        "LICENSE_CODE, AWAITING_ISSUE",
        "LICENSE_KEY, AWAITING_IDENTIFIER",
        "LICENSE_OFFLINE, AWAITING_DELIVERY",
        "SERVICE, AWAITING_REQUIREMENT",
        "SAAS, AWAITING_REQUIREMENT",
        "HARDWARE, AWAITING_DELIVERY",
    })
    void the_goods_type_chooses_the_first_node(GoodsType goods, Node first) {
        givenNothing().when(opened(goods)).then(OPENED).at(first);
    }

    @ParameterizedTest
    @EnumSource(names = {"IMAGE", "API", "CONTAINER", "ASSET"})
    void some_goods_are_never_supervised(GoodsType goods) {
        givenNothing().when(opened(goods)).thenRefusedBlindly(NOT_SUPERVISED);
    }

    @ParameterizedTest
    @EnumSource
    void a_renewal_is_never_supervised(GoodsType goods) {
        givenNothing().when(Opening.of(goods).orderType("RENEWAL").sent()).thenRefusedBlindly(NOT_SUPERVISED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"buyer:B-1", "owner:S-1", "staff:S-7", "software:AK1", "clock", "nobody", "bi:x"})
    void only_the_platform_opens(String actor) {
        givenNothing().when(opened().by(actor)).thenRefusedBlindly(NOT_PERMITTED);
    }

    @Test
    void an_order_without_a_time_was_placed_when_it_was_opened() {
        Instant ordered = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(given(opened()).supervision().order().orderedAt()).isEqualTo(START);
        assertThat(given(Opening.of(LICENSE_CODE).orderedAt(ordered).sent())
                        .supervision()
                        .order()
                        .orderedAt())
                .isEqualTo(ordered);
    }

    @Test
    void a_second_opening_gets_the_first_answer_again() {
        given(opened(), issueCode()).when(opened()).thenTheFirstAnswerAgain();
    }

    @Test
    void a_second_opening_gets_the_first_answer_before_its_data_is_looked_at() {
        given(opened()).when(malformed(OPEN, "goodsType")).thenTheFirstAnswerAgain();
        given(opened()).when(opened(GoodsType.IMAGE)).thenTheFirstAnswerAgain();
        given(opened()).when(opened().claiming(OTHER_CODE, true)).thenTheFirstAnswerAgain();
    }

    @Test
    void an_opened_order_is_not_another_sellers_to_open() {
        given(opened()).when(opened().ofSeller("S-2")).thenRefusedBlindly(NOT_PERMITTED);
        given(opened()).when(opened().ofSeller("S-2").by("buyer:B-1")).thenRefusedBlindly(NOT_PERMITTED);
    }

    @Test
    void a_second_opening_by_another_than_the_platform_is_refused_at_the_supervisions_version() {
        given(opened(), issueCode()).when(opened().by("staff:S-7")).thenRefused(NOT_PERMITTED);
    }

    @Test
    void a_refused_opening_opens_nothing() {
        SupervisionScenario nothing = givenNothing();

        nothing.when(opened(GoodsType.IMAGE)).thenRefusedBlindly(NOT_SUPERVISED);
        nothing.when(remind()).thenRefusedBlindly(UNKNOWN_SUPERVISION);
        nothing.when(opened()).then(OPENED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void before_it_is_opened_there_is_nothing_to_command(SupervisionCommandType type) {
        givenNothing().when(SupervisionCalls.plausible(type)).thenRefusedBlindly(UNKNOWN_SUPERVISION);
    }

    @Test
    void a_malformed_opening_names_its_field() {
        givenNothing()
                .when(malformed(OPEN, "paidAmount"))
                .thenRefusedBlindly(INVALID)
                .namingField("paidAmount");
    }

    @Test
    void an_opening_that_expects_a_version_of_what_is_not_there_conflicts() {
        givenNothing().when(opened().expectingVersion(3)).thenRefusedBlindly(VERSION_CONFLICT);
        givenNothing().when(opened().expectingVersion(0)).then(OPENED);
    }

    @Test
    void refusals_of_an_opening_come_in_the_order_of_precedence() {
        var everythingWrong = Opening.of(GoodsType.IMAGE)
                .issuedAutomatically()
                .sent()
                .claiming(CODE, true)
                .expectingVersion(3)
                .by("buyer:B-1");

        givenNothing().when(everythingWrong).thenRefusedBlindly(NOT_PERMITTED);
        givenNothing().when(everythingWrong.by("platform:ops")).thenRefusedBlindly(VERSION_CONFLICT);
        givenNothing()
                .when(everythingWrong.by("platform:ops").expectingVersion(0))
                .thenRefusedBlindly(NOT_SUPERVISED);
        givenNothing().when(malformed(OPEN, "goodsType").by("buyer:B-1")).thenRefusedBlindly(INVALID);
    }

    @Test
    void an_automatic_opening_issues_a_generated_code_at_once() {
        givenNothing()
                .when(Opening.of(LICENSE_CODE).issuedAutomatically().sent())
                .then(OPENED, CODE_ISSUED)
                .saying(1, new Issuing(CODE, true))
                .at(AWAITING_DELIVERY)
                .withCode(ISSUED);
    }

    @Test
    void an_automatic_opening_with_a_taken_code_is_refused() {
        givenNothing()
                .when(Opening.of(LICENSE_CODE).issuedAutomatically().sent().claiming(OTHER_CODE, true))
                .thenRefusedBlindly(CODE_TAKEN);
    }

    @Test
    void a_code_at_opening_counts_only_with_automatic_issuance() {
        givenNothing().when(opened().claiming(OTHER_CODE, true)).then(OPENED).at(AWAITING_ISSUE);
    }

    @Test
    void without_receipt_issuing_is_receiving() {
        given(Opening.of(LICENSE_CODE).withoutReceipt().sent())
                .when(issueCode())
                .then(CODE_ISSUED, CODE_RECEIVED)
                .saying(1, new Receiving(true))
                .at(AWAITING_DELIVERY)
                .withCode(RECEIVED);
    }

    @Test
    void an_automatic_opening_without_receipt_is_opened_issued_and_received() {
        givenNothing()
                .when(Opening.of(LICENSE_CODE)
                        .withoutReceipt()
                        .issuedAutomatically()
                        .sent())
                .then(OPENED, CODE_ISSUED, CODE_RECEIVED)
                .at(AWAITING_DELIVERY)
                .withCode(RECEIVED);
    }

    @Test
    void without_receipt_the_flow_skips_its_node_and_negotiated_refunds_are_over() {
        var issued = given(Opening.of(LICENSE_CODE).withoutReceipt().sent(), issueCode());

        issued.when(receiveCode()).thenRefused(WRONG_NODE);
        issued.when(activateCode()).thenRefused(WRONG_NODE);
        issued.when(requestRefund()).thenRefused(RefusalCode.CODE_RECEIVED);
        issued.when(confirmDelivery()).then(DELIVERY_CONFIRMED).at(AWAITING_ACTIVATION);
        issued.and(confirmDelivery()).when(receiveCode()).thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE"})
    void automatic_issuance_is_ignored_on_other_goods(GoodsType goods) {
        var automatic = Opening.of(goods).issuedAutomatically().sent();

        givenNothing().when(automatic).then(OPENED);
        givenNothing().when(automatic.claiming(CODE, false)).then(OPENED);
        givenNothing().when(automatic.claiming(OTHER_CODE, true)).then(OPENED);
    }

    @Test
    void a_flow_that_no_lifecycle_is_declared_for_is_invalid() {
        var unknownVersion = Opening.of(LICENSE_CODE).ofFlow(new Flow(LICENSE_CODE, 99, false, true));
        var reviewedHardware = Opening.of(HARDWARE).reviewed();

        givenNothing().when(unknownVersion.sent()).thenRefusedBlindly(INVALID).namingField("flowVersion");
        givenNothing().when(reviewedHardware.sent()).thenRefusedBlindly(INVALID).namingField("reviewRequired");
    }

    @Test
    void a_seller_or_the_platform_issues_the_code_that_is_given() {
        given(opened())
                .when(issueCode().by("staff:S-7"))
                .then(CODE_ISSUED)
                .saying(0, new Issuing(CODE, false))
                .at(AWAITING_DELIVERY)
                .withCode(ISSUED);
        given(opened()).when(issueCode().by("owner:S-1")).then(CODE_ISSUED);
        given(opened()).when(issueCode().by("platform:ops")).then(CODE_ISSUED);
        given(opened()).when(issueCode().by("buyer:B-1")).thenRefused(NOT_PERMITTED);
    }

    @Test
    void a_code_of_another_supervision_of_the_seller_is_taken() {
        given(opened()).when(issueTakenCode()).thenRefused(CODE_TAKEN);
    }

    @Test
    void a_code_is_issued_once() {
        given(opened(), issueCode()).when(issueCode()).thenRefused(WRONG_NODE);
    }
}
