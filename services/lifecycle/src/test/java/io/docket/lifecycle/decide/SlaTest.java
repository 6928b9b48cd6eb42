package io.docket.lifecycle.decide;

import static io.docket.domain.deadline.DeadlineKind.FIRST_RESPONSE;
import static io.docket.domain.deadline.DeadlineKind.RESOLUTION;
import static io.docket.lifecycle.decide.TicketCalls.accept;
import static io.docket.lifecycle.decide.TicketCalls.elapsed;
import static io.docket.lifecycle.decide.TicketCalls.opened;
import static io.docket.lifecycle.decide.TicketCalls.plain;
import static io.docket.lifecycle.decide.TicketCalls.replyOfBuyer;
import static io.docket.lifecycle.decide.TicketCalls.replyOfHandler;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.RefusalCode;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.calendar.WorkingPeriod;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEventType;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What sellers promise about tickets, worked by hand (domain.md §3).
class SlaTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<WorkingPeriod> OFFICE =
            List.of(WorkingPeriod.of(9, 0, 12, 0), WorkingPeriod.of(13, 0, 18, 0));
    private static final WorkingCalendar CHINESE = WorkingCalendar.chinese(SHANGHAI, OFFICE);
    private static final Duration RESPONSE = Duration.ofHours(4);
    private static final Duration RESOLVED = Duration.ofHours(16);

    static Instant china(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    private static TicketScenario promised(WorkingCalendar calendar, Instant openedAt) {
        return TicketScenario.givenNothing()
                .promising(RESPONSE, RESOLVED, calendar)
                .at(openedAt, opened());
    }

    private static Promise response(TicketScenario scenario) {
        return Objects.requireNonNull(scenario.ticket().sla().firstResponse());
    }

    private static Promise resolution(TicketScenario scenario) {
        return Objects.requireNonNull(scenario.ticket().sla().resolution());
    }

    static @Nullable Instant pending(TicketScenario scenario, DeadlineKind kind) {
        return scenario.ticket().deadlines().dueAt(kind);
    }

    @Test
    void over_a_night() {
        TicketScenario monday = promised(CHINESE, china("2026-03-02T16:00"));

        // 16–18 are two hours, 9–11 the other two; four fifths are 3 h 12 min.
        assertThat(response(monday).dueAt()).isEqualTo(china("2026-03-03T11:00"));
        assertThat(pending(monday, FIRST_RESPONSE)).isEqualTo(china("2026-03-03T10:12"));
    }

    @Test
    void over_a_lunch_break() {
        TicketScenario tuesday = promised(CHINESE, china("2026-03-03T10:00"));

        assertThat(response(tuesday).dueAt()).isEqualTo(china("2026-03-03T15:00"));
        assertThat(pending(tuesday, FIRST_RESPONSE)).isEqualTo(china("2026-03-03T14:12"));
    }

    @Test
    void over_a_weekend() {
        TicketScenario friday = promised(CHINESE, china("2026-03-06T17:00"));

        assertThat(response(friday).dueAt()).isEqualTo(china("2026-03-09T12:00"));
        // An hour on Friday, eight on Monday, seven of Tuesday.
        assertThat(resolution(friday).dueAt()).isEqualTo(china("2026-03-10T17:00"));
    }

    @Test
    void over_the_national_day_week_with_its_make_up_sunday_and_saturday() {
        TicketScenario sunday = TicketScenario.givenNothing()
                .promising(RESPONSE, Duration.ofHours(40), CHINESE)
                .at(china("2025-09-28T16:00"), opened());

        // Worked on Sunday the 28th (2 h), Monday and Tuesday (16 h); free from the 1st to the 8th; then Thursday and
        // Friday (16 h) and six hours of Saturday the 11th, which is worked as well.
        assertThat(resolution(sunday).dueAt()).isEqualTo(china("2025-10-11T16:00"));
        assertThat(response(sunday).dueAt()).isEqualTo(china("2025-09-29T11:00"));
    }

    @Test
    void over_a_daylight_saving_change() {
        WorkingCalendar nineToFive = weekly(NEW_YORK, WorkingPeriod.of(9, 0, 17, 0), Set.of());
        // Friday 16:00 is 20:00 UTC; on Monday, after the clocks went back, noon is 17:00 UTC.
        assertThat(response(promised(nineToFive, Instant.parse("2026-10-30T20:00:00Z")))
                        .dueAt())
                .isEqualTo(Instant.parse("2026-11-02T17:00:00Z"));

        WorkingCalendar always =
                weekly(BERLIN, WorkingPeriod.of(0, 0, 24, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY));
        // From 23:00 on the clock on the wall shows five hours more when four have passed.
        assertThat(response(promised(always, Instant.parse("2026-03-28T22:00:00Z")))
                        .dueAt())
                .isEqualTo(
                        LocalDateTime.parse("2026-03-29T04:00").atZone(BERLIN).toInstant());
    }

    private static WorkingCalendar weekly(ZoneId zone, WorkingPeriod hours, Set<DayOfWeek> also) {
        Map<DayOfWeek, List<WorkingPeriod>> week = Stream.concat(
                        Stream.of(DayOfWeek.values()).filter(day -> day.compareTo(DayOfWeek.SATURDAY) < 0),
                        also.stream())
                .collect(Collectors.toMap(Function.identity(), _ -> List.of(hours)));
        return new WorkingCalendar(zone, week, Set.of(), Map.of());
    }

    @Test
    void the_first_reply_of_the_seller_s_side_is_the_response_and_accepting_is_none() {
        TicketScenario accepted = promised(CHINESE, china("2026-03-03T09:00")).at(china("2026-03-03T09:30"), accept());
        assertThat(response(accepted).result()).isNull();
        assertThat(response(accepted.at(china("2026-03-03T09:40"), replyOfBuyer()))
                        .result())
                .isNull();

        TicketScenario answered = accepted.at(china("2026-03-03T10:00"), replyOfHandler());

        assertThat(response(answered).result()).isFalse();
        assertThat(response(answered).left()).isEqualTo(Duration.ofHours(3));
        assertThat(pending(answered, FIRST_RESPONSE)).isNull();
        assertThat(response(answered.at(china("2026-03-05T10:00"), replyOfHandler())))
                .isEqualTo(response(answered));
    }

    @Test
    void a_late_response_is_a_breach_by_so_much_even_if_the_clock_was_late_too() {
        TicketScenario late = promised(CHINESE, china("2026-03-03T09:00"))
                .at(china("2026-03-03T09:30"), accept())
                .at(china("2026-03-03T15:30"), replyOfHandler());

        assertThat(response(late).result()).isTrue();
        assertThat(response(late).left()).isEqualTo(Duration.ofMinutes(-90));
    }

    @Test
    void the_clock_warns_at_four_fifths_and_then_says_that_it_is_breached() {
        TicketScenario waiting = promised(CHINESE, china("2026-03-03T09:00"));
        Instant warnAt = china("2026-03-03T13:12");
        Instant dueAt = china("2026-03-03T14:00");

        waiting.whenAt(warnAt.minusMillis(1), elapsed(FIRST_RESPONSE, warnAt)).thenRefused(RefusalCode.TOO_SOON);
        TicketScenario warned = said(waiting, TicketEventType.SLA_WARNED, FIRST_RESPONSE, warnAt);
        assertThat(pending(warned, FIRST_RESPONSE)).isEqualTo(dueAt);
        assertThat(response(warned).result()).isNull();

        TicketScenario breached = said(warned, TicketEventType.SLA_BREACHED, FIRST_RESPONSE, dueAt);
        assertThat(pending(breached, FIRST_RESPONSE)).isNull();
        assertThat(response(breached).result()).isTrue();
        breached.whenAt(dueAt, elapsed(FIRST_RESPONSE, dueAt)).thenRefused(RefusalCode.WRONG_STATE);
    }

    static TicketScenario said(TicketScenario scenario, TicketEventType type, DeadlineKind kind, Instant dueAt) {
        assertThat(pending(scenario, kind)).isEqualTo(dueAt);
        TicketAnswer answer = scenario.whenAt(dueAt, elapsed(kind, dueAt));
        assertThat(answer.event().type()).isEqualTo(type);
        return scenario.on(answer.state());
    }

    @Test
    void the_resolution_clock_stops_while_the_customer_is_waited_for() {
        TicketScenario asked = promised(CHINESE, china("2026-03-03T09:00"))
                .at(china("2026-03-03T09:00"), accept())
                .at(china("2026-03-03T09:30"), replyOfHandler())
                .at(china("2026-03-03T10:00"), plain(TicketCommandType.ASK_FEEDBACK));

        assertThat(resolution(asked).left()).isEqualTo(Duration.ofHours(15));
        assertThat(resolution(asked).dueAt()).isNull();
        assertThat(pending(asked, RESOLUTION)).isNull();

        // Of the fifteen hours four on Wednesday, eight on Thursday, three on Friday.
        TicketScenario resumed = asked.at(china("2026-03-04T14:00"), replyOfBuyer());
        assertThat(resolution(resumed).dueAt()).isEqualTo(china("2026-03-06T12:00"));
        assertThat(pending(resumed, RESOLUTION)).isEqualTo(china("2026-03-05T17:48"));

        TicketScenario paused = resumed.at(china("2026-03-04T15:00"), plain(TicketCommandType.PAUSE));
        assertThat(resolution(paused).left()).isEqualTo(Duration.ofHours(14));
        TicketScenario proposed = paused.at(china("2026-03-09T09:00"), plain(TicketCommandType.RESUME))
                .at(china("2026-03-09T11:00"), plain(TicketCommandType.PROPOSE_SOLUTION));
        assertThat(resolution(proposed).left()).isEqualTo(Duration.ofHours(12));

        TicketScenario completed = proposed.at(china("2026-03-12T10:00"), plain(TicketCommandType.CONFIRM));
        assertThat(resolution(completed).result()).isFalse();
        assertThat(resolution(completed).left()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void a_breach_stays_whatever_comes_and_its_extent_is_counted_on() {
        TicketScenario accepted = promised(CHINESE, china("2026-03-03T09:00")).at(china("2026-03-03T09:00"), accept());
        TicketScenario breached = said(
                said(accepted, TicketEventType.SLA_WARNED, RESOLUTION, china("2026-03-04T14:48")),
                TicketEventType.SLA_BREACHED,
                RESOLUTION,
                china("2026-03-04T18:00"));

        TicketScenario completed = breached.at(china("2026-03-05T10:00"), plain(TicketCommandType.PAUSE))
                .at(china("2026-03-06T10:00"), plain(TicketCommandType.RESUME))
                .at(china("2026-03-06T11:30"), plain(TicketCommandType.CLOSE));

        assertThat(resolution(completed).result()).isTrue();
        assertThat(resolution(completed).left()).isEqualTo(Duration.ofMinutes(-150));
    }

    @Test
    void reopened_it_goes_on_with_what_was_left() {
        TicketScenario reopened = promised(CHINESE, china("2026-03-03T09:00"))
                .at(china("2026-03-03T09:00"), accept())
                .at(china("2026-03-03T10:00"), plain(TicketCommandType.CLOSE))
                .at(china("2026-03-05T09:00"), plain(TicketCommandType.REOPEN));

        assertThat(resolution(reopened).result()).isNull();
        assertThat(resolution(reopened).dueAt()).isEqualTo(china("2026-03-06T17:00"));
        assertThat(response(reopened).dueAt()).isEqualTo(china("2026-03-05T12:00"));
    }

    @Test
    void what_is_cancelled_has_no_result_and_nothing_pending() {
        TicketScenario cancelled = promised(CHINESE, china("2026-03-03T09:00"))
                .at(china("2026-03-03T10:00"), plain(TicketCommandType.CANCEL));

        assertThat(response(cancelled).result()).isNull();
        assertThat(resolution(cancelled).result()).isNull();
        assertThat(cancelled.ticket().deadlines().pending()).isEmpty();
    }

    @Test
    void the_event_names_the_version_of_the_settings_it_was_reckoned_by() {
        TicketAnswer answer = TicketScenario.givenNothing()
                .promising(RESPONSE, RESOLVED, CHINESE)
                .whenAt(china("2026-03-03T09:00"), opened());

        assertThat(answer.event().sellerVersion()).isEqualTo(1);
    }

    @Test
    void a_calendar_set_meanwhile_moves_no_running_promise() {
        TicketScenario waiting = promised(CHINESE, china("2026-03-03T09:00"));
        WorkingCalendar anHourADay = weekly(SHANGHAI, WorkingPeriod.of(9, 0, 10, 0), Set.of());

        TicketScenario noted =
                waiting.promising(RESPONSE, RESOLVED, anHourADay).at(china("2026-03-03T09:30"), replyOfBuyer());

        assertThat(noted.ticket().deadlines()).isEqualTo(waiting.ticket().deadlines());
        assertThat(response(noted)).isEqualTo(response(waiting));
    }

    @Test
    void without_a_policy_nothing_is_promised() {
        TicketScenario bare = TicketScenario.given(opened());

        assertThat(bare.ticket().sla().firstResponse()).isNull();
        assertThat(bare.ticket().deadlines().pending()).isEmpty();
    }
}
