package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.EFFECT_BEFORE_ORDER;
import static io.docket.domain.RefusalCode.ILLEGAL_CODE_STATE;
import static io.docket.domain.RefusalCode.NOT_ACTIVATED;
import static io.docket.domain.RefusalCode.UNKNOWN_CODE;
import static io.docket.domain.RefusalCode.WRONG_NODE;
import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.CodeState.ISSUED;
import static io.docket.domain.supervision.CodeState.RECEIVED;
import static io.docket.domain.supervision.GoodsType.LICENSE_CODE;
import static io.docket.domain.supervision.Node.AWAITING_ACTIVATION;
import static io.docket.domain.supervision.Node.AWAITING_DELIVERY;
import static io.docket.domain.supervision.Node.AWAITING_PROOF;
import static io.docket.domain.supervision.Node.COMPLETED;
import static io.docket.domain.supervision.SupervisionCommandType.ACTIVATE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.FREEZE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.RELEASE_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.RENEW_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.REPORT_HEARTBEAT;
import static io.docket.domain.supervision.SupervisionCommandType.REPORT_USAGE;
import static io.docket.domain.supervision.SupervisionCommandType.REVEAL_CODE;
import static io.docket.domain.supervision.SupervisionCommandType.UNFREEZE_CODE;
import static io.docket.domain.supervision.SupervisionEventType.CODE_ACTIVATED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_FROZEN;
import static io.docket.domain.supervision.SupervisionEventType.CODE_RELEASED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_RENEWED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_REVEALED;
import static io.docket.domain.supervision.SupervisionEventType.CODE_UNFROZEN;
import static io.docket.domain.supervision.SupervisionEventType.HEARTBEAT_RECORDED;
import static io.docket.domain.supervision.SupervisionEventType.USAGE_RECORDED;
import static io.docket.lifecycle.decide.CodeScenarios.withCode;
import static io.docket.lifecycle.decide.SupervisionCalls.CODE;
import static io.docket.lifecycle.decide.SupervisionCalls.OTHER_CODE;
import static io.docket.lifecycle.decide.SupervisionCalls.activateCode;
import static io.docket.lifecycle.decide.SupervisionCalls.approveRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.freezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.heartbeat;
import static io.docket.lifecycle.decide.SupervisionCalls.openAppeal;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.receiveCode;
import static io.docket.lifecycle.decide.SupervisionCalls.releaseCode;
import static io.docket.lifecycle.decide.SupervisionCalls.renewCode;
import static io.docket.lifecycle.decide.SupervisionCalls.report;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.revealCode;
import static io.docket.lifecycle.decide.SupervisionCalls.settleRefund;
import static io.docket.lifecycle.decide.SupervisionCalls.unfreezeCode;
import static io.docket.lifecycle.decide.SupervisionCalls.usage;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent.Receiving;
import io.docket.domain.supervision.SupervisionEvent.TermSet;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.domain.supervision.Term.PeriodType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Authorization codes: received once, activated once, then lived with (domain.md §2.5).
class CodeTest {
    private static final Instant NEW_END = Instant.parse("2031-01-01T00:00:00Z");

    @Test
    void the_buyer_receives_the_code_once() {
        withCode(ISSUED)
                .when(receiveCode())
                .then(SupervisionEventType.CODE_RECEIVED)
                .saying(0, new Receiving(false))
                .at(AWAITING_ACTIVATION)
                .withCode(RECEIVED);
        withCode(RECEIVED).when(receiveCode()).thenRefused(WRONG_NODE);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, UNKNOWN_CODE",
        "ISSUED, NOT_RECEIVED",
        "ALIVE, ALREADY_ACTIVATED",
        "EXPIRED, ALREADY_ACTIVATED",
        "FROZEN, ALREADY_ACTIVATED",
        "RELEASED, ILLEGAL_CODE_STATE",
    })
    void an_activation_is_answered_by_the_codes_state(CodeState state, RefusalCode answer) {
        withCode(state).when(activateCode()).thenRefused(answer);
    }

    @Test
    void a_received_code_is_activated_from_now_on() {
        var received = withCode(RECEIVED);
        Instant now = received.supervision().updatedAt().plus(Duration.ofMinutes(1));

        received.when(activateCode())
                .then(CODE_ACTIVATED)
                .saying(0, new TermSet(now, null))
                .at(AWAITING_PROOF)
                .withCode(ALIVE);
        received.when(activateCode(CODE, null)).then(CODE_ACTIVATED);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void another_code_is_unknown_before_anything_else_about_the_code(CodeState state) {
        var scenario = withCode(state);

        scenario.when(activateCode(OTHER_CODE, Instant.EPOCH)).thenRefused(UNKNOWN_CODE);
        scenario.when(report(REPORT_HEARTBEAT, OTHER_CODE)).thenRefused(UNKNOWN_CODE);
        scenario.when(report(REPORT_USAGE, OTHER_CODE)).thenRefused(UNKNOWN_CODE);
    }

    @Test
    void a_term_does_not_begin_before_the_order() {
        Instant ordered = Instant.parse("2026-03-01T00:00:00Z");
        var received = given(Opening.of(LICENSE_CODE).orderedAt(ordered).sent()).at(AWAITING_ACTIVATION);

        received.when(activateCode(null, ordered.minusMillis(1))).thenRefused(EFFECT_BEFORE_ORDER);
        received.when(activateCode(null, ordered)).then(CODE_ACTIVATED).saying(0, new TermSet(ordered, null));
        given(opened()).when(activateCode(null, Instant.EPOCH)).thenRefused(UNKNOWN_CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 1, 2026-01-31T10:00:00Z, 2026-02-28T10:00:00Z",
        "MONTH, 13, 2026-01-31T10:00:00Z, 2027-02-28T10:00:00Z",
        "YEAR, 1, 2028-02-29T10:00:00Z, 2029-02-28T10:00:00Z",
        "YEAR, 3, 2026-03-05T10:00:00Z, 2029-03-05T10:00:00Z",
    })
    void a_term_ends_calendar_months_after_it_began_clamped(PeriodType type, int number, Instant from, Instant end) {
        given(Opening.of(LICENSE_CODE)
                        .orderedAt(Instant.EPOCH)
                        .forTerm(type, number)
                        .sent())
                .at(AWAITING_ACTIVATION)
                .when(activateCode(null, from))
                .then(CODE_ACTIVATED)
                .saying(0, new TermSet(from, end));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, UNKNOWN_CODE, UNKNOWN_CODE, UNKNOWN_CODE, UNKNOWN_CODE",
        "ISSUED, NOT_ACTIVATED, NOT_ACTIVATED, NOT_ACTIVATED, NOT_ACTIVATED",
        "RECEIVED, NOT_ACTIVATED, NOT_ACTIVATED, NOT_ACTIVATED, NOT_ACTIVATED",
        "ALIVE, ALIVE, FROZEN, ILLEGAL_CODE_STATE, RELEASED",
        "EXPIRED, ALIVE, FROZEN, ILLEGAL_CODE_STATE, RELEASED",
        "FROZEN, ALIVE, ILLEGAL_CODE_STATE, ALIVE, RELEASED",
        "RELEASED, ILLEGAL_CODE_STATE, ILLEGAL_CODE_STATE, ILLEGAL_CODE_STATE, ILLEGAL_CODE_STATE",
    })
    void the_platform_renews_freezes_unfreezes_and_releases_activated_codes(
            CodeState from, String renewed, String frozen, String unfrozen, String released) {
        holds(from, renewCode(), renewed);
        holds(from, freezeCode(), frozen);
        holds(from, unfreezeCode(), unfrozen);
        holds(from, releaseCode(), released);
    }

    private static void holds(CodeState from, SupervisionCall call, String expected) {
        SupervisionAnswer answer = withCode(from).when(call);
        if (answer.isAccepted()) {
            assertThat(answer.state().standing().code().name()).isEqualTo(expected);
            assertThat(answer.events()).hasSize(1);
        } else {
            answer.thenRefused(RefusalCode.valueOf(expected));
        }
    }

    @Test
    void never_activated_goes_by_the_activation_never_having_happened_whatever_the_code_is_now() {
        var refunded = withCode(ISSUED).and(requestRefund(), approveRefund(), settleRefund());

        for (SupervisionCall call :
                new SupervisionCall[] {renewCode(), freezeCode(), unfreezeCode(), releaseCode(), heartbeat(), usage()
                }) {
            refunded.when(call).thenRefused(NOT_ACTIVATED);
        }
    }

    @Test
    void code_commands_go_on_in_final_nodes_and_during_an_appeal() {
        var completed = given(opened()).at(COMPLETED);
        completed.when(renewCode()).then(CODE_RENEWED).at(COMPLETED);
        completed.when(freezeCode()).then(CODE_FROZEN);
        completed.and(freezeCode()).when(unfreezeCode()).then(CODE_UNFROZEN);
        completed.when(releaseCode()).then(CODE_RELEASED);
        completed.when(heartbeat()).then(HEARTBEAT_RECORDED);
        completed.when(usage()).then(USAGE_RECORDED);
        completed.when(revealCode()).then(CODE_REVEALED);

        var disputed = withCode(ALIVE).and(openAppeal());
        disputed.when(renewCode()).then(CODE_RENEWED);
        disputed.when(freezeCode()).then(CODE_FROZEN);
        disputed.and(freezeCode()).when(unfreezeCode()).then(CODE_UNFROZEN);
        disputed.when(releaseCode()).then(CODE_RELEASED);
        disputed.when(heartbeat()).then(HEARTBEAT_RECORDED);
        disputed.when(revealCode()).then(CODE_REVEALED);
    }

    @Test
    void a_renewal_sets_a_new_end_of_term_and_keeps_the_beginning() {
        var alive = withCode(ALIVE);
        Instant began = Objects.requireNonNull(alive.supervision().code().effectiveAt());

        alive.when(renewCode(NEW_END)).then(CODE_RENEWED).saying(0, new TermSet(began, NEW_END));
        assertThat(alive.and(renewCode(NEW_END)).supervision().code().expiresAt())
                .isEqualTo(NEW_END);
    }

    @Test
    void a_code_frozen_beyond_its_term_must_be_renewed_before_it_is_unfrozen() {
        var frozen = given(Opening.of(LICENSE_CODE).forTerm(PeriodType.MONTH, 1).sent())
                .at(AWAITING_PROOF)
                .and(freezeCode());
        Instant end = Objects.requireNonNull(frozen.supervision().code().expiresAt());
        Duration untilEnd = Duration.between(frozen.supervision().updatedAt(), end);

        frozen.when(unfreezeCode().after(untilEnd.minusMillis(1))).then(CODE_UNFROZEN);
        frozen.when(unfreezeCode().after(untilEnd.plusMillis(1))).thenRefused(ILLEGAL_CODE_STATE);
        frozen.when(renewCode().after(untilEnd.plusMillis(1)))
                .then(CODE_RENEWED)
                .withCode(ALIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE"})
    void goods_without_codes_know_no_code(GoodsType goods) {
        var delivered = given(opened(goods)).at(AWAITING_DELIVERY);

        for (SupervisionCommandType type : new SupervisionCommandType[] {
            ACTIVATE_CODE,
            REVEAL_CODE,
            RENEW_CODE,
            FREEZE_CODE,
            UNFREEZE_CODE,
            RELEASE_CODE,
            REPORT_HEARTBEAT,
            REPORT_USAGE
        }) {
            delivered.when(plausible(type)).thenRefused(UNKNOWN_CODE);
        }
    }
}
