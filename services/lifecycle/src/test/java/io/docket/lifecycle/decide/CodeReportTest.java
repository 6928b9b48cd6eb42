package io.docket.lifecycle.decide;

import static io.docket.domain.supervision.CodeState.ALIVE;
import static io.docket.domain.supervision.SupervisionEventType.CODE_REVEALED;
import static io.docket.domain.supervision.SupervisionEventType.HEARTBEAT_RECORDED;
import static io.docket.domain.supervision.SupervisionEventType.USAGE_RECORDED;
import static io.docket.lifecycle.decide.CodeScenarios.withCode;
import static io.docket.lifecycle.decide.SupervisionCalls.heartbeat;
import static io.docket.lifecycle.decide.SupervisionCalls.revealCode;
import static io.docket.lifecycle.decide.SupervisionCalls.usage;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.CodeState;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What an activated code reports, and who sees it in clear (domain.md §2.5).
class CodeReportTest {
    @ParameterizedTest
    @CsvSource({"NONE, UNKNOWN_CODE", "ISSUED, NOT_ACTIVATED", "RECEIVED, NOT_ACTIVATED"})
    void a_code_that_was_never_activated_reports_nothing(CodeState state, RefusalCode answer) {
        withCode(state).when(heartbeat()).thenRefused(answer);
        withCode(state).when(usage()).thenRefused(answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIVE", "EXPIRED", "FROZEN", "RELEASED"})
    void an_activated_code_reports_even_when_it_is_released(CodeState state) {
        withCode(state).when(heartbeat()).then(HEARTBEAT_RECORDED).withCode(state);
        withCode(state).when(usage()).then(USAGE_RECORDED).withCode(state);
    }

    @Test
    void of_a_days_heartbeats_and_usage_reports_the_first_of_each_is_an_event() {
        var reported = withCode(ALIVE).and(heartbeat());

        reported.when(heartbeat()).then();
        reported.when(usage()).then(USAGE_RECORDED);
        reported.and(usage()).when(usage()).then();
        reported.when(heartbeat().after(ofDays(1))).then(HEARTBEAT_RECORDED);
    }

    @Test
    void a_day_is_chinas() {
        // 08:03 UTC is 16:03 in China: the next day there begins 7 h 57 min later.
        var reported = withCode(ALIVE).and(heartbeat());
        assertThat(reported.supervision().updatedAt()).isEqualTo(Instant.parse("2026-03-02T08:05:00Z"));

        reported.when(heartbeat().after(ofHours(7).plusMinutes(54).plusSeconds(59)))
                .then();
        reported.when(heartbeat().after(ofHours(7).plusMinutes(55))).then(HEARTBEAT_RECORDED);
    }

    @ParameterizedTest
    @CsvSource({"NONE, UNKNOWN_CODE", "ISSUED, NOT_RECEIVED", "RELEASED, ILLEGAL_CODE_STATE"})
    void a_code_that_its_buyer_does_not_hold_is_not_revealed(CodeState state, RefusalCode answer) {
        withCode(state).when(revealCode()).thenRefused(answer);
    }

    @ParameterizedTest
    @EnumSource(names = {"RECEIVED", "ALIVE", "EXPIRED", "FROZEN"})
    void a_received_code_is_revealed_to_its_buyer_again_and_again(CodeState state) {
        var held = withCode(state);

        held.and(revealCode()).when(revealCode()).then(CODE_REVEALED).withCode(state);
    }
}
