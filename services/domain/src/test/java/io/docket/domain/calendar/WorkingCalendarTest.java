package io.docket.domain.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Worked by hand, then against a model that looks at every minute.
class WorkingCalendarTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<WorkingPeriod> WITH_LUNCH =
            List.of(WorkingPeriod.of(9, 0, 12, 0), WorkingPeriod.of(13, 30, 18, 0));
    private static final WorkingCalendar CHINESE = WorkingCalendar.chinese(SHANGHAI, WITH_LUNCH);

    private static WorkingCalendar everyDay(ZoneId zone, WorkingPeriod... hours) {
        Map<DayOfWeek, List<WorkingPeriod>> week = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            week.put(day, List.of(hours));
        }
        return new WorkingCalendar(zone, week, Set.of(), Map.of());
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "within a morning,             2025-09-22T09:15, PT1H30M, 2025-09-22T10:45",
        "up to the lunch break,        2025-09-22T11:00, PT1H,    2025-09-22T12:00",
        "over the lunch break,         2025-09-22T11:30, PT1H,    2025-09-22T14:00",
        "from within the lunch break,  2025-09-22T12:40, PT1H,    2025-09-22T14:30",
        "over a night,                 2025-09-22T17:00, PT2H,    2025-09-23T10:00",
        "from before the opening,      2025-09-22T03:00, PT1H,    2025-09-22T10:00",
        "from exactly the closing,     2025-09-22T18:00, PT1H,    2025-09-23T10:00",
        "a whole day to its closing,   2025-09-22T09:00, PT7H30M, 2025-09-22T18:00",
        "over a weekend,               2025-09-19T17:30, PT1H,    2025-09-22T09:30",
        "from a Saturday,              2025-09-20T10:00, PT1H,    2025-09-22T10:00",
        "into the make-up Sunday,      2025-09-26T17:00, PT2H,    2025-09-28T10:00",
        "over the National Day week,   2025-09-30T17:00, PT2H,    2025-10-09T10:00",
        "to the make-up Saturday,      2025-10-10T17:00, PT2H,    2025-10-11T10:00",
        "days over the National week,  2025-09-28T09:00, PT30H,   2025-10-09T18:00",
        "nothing at night,             2025-09-22T23:00, PT0S,    2025-09-22T23:00"
    })
    void working_time_passes_while_the_seller_works(String why, String from, Duration working, String expected) {
        assertThat(CHINESE.plus(at(SHANGHAI, from), working)).as(why).isEqualTo(at(SHANGHAI, expected));
        assertThat(CHINESE.between(at(SHANGHAI, from), at(SHANGHAI, expected)))
                .as(why)
                .isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource({
        "in the week,                    2025-09-22T15:00, 3, 2025-09-25T15:00",
        "over a weekend,                 2025-09-18T15:00, 3, 2025-09-23T15:00",
        "a make-up Sunday counts,        2025-09-26T15:00, 1, 2025-09-28T15:00",
        "over the National Day week,     2025-09-29T15:00, 3, 2025-10-10T15:00",
        "from a holiday at its end's opening, 2025-10-05T20:00, 1, 2025-10-10T09:00",
        "from a Saturday,                2025-09-20T20:00, 3, 2025-09-25T09:00"
    })
    void working_days_are_counted_in_whole(String why, String from, int days, String expected) {
        assertThat(CHINESE.plusWorkingDays(at(SHANGHAI, from), days)).as(why).isEqualTo(at(SHANGHAI, expected));
    }

    @Test
    void a_night_with_a_daylight_saving_change_is_an_hour_shorter_or_longer() {
        WorkingCalendar nights = everyDay(BERLIN, WorkingPeriod.of(0, 0, 6, 0), WorkingPeriod.of(22, 0, 24, 0));

        assertThat(nights.between(at(BERLIN, "2026-03-28T22:00"), at(BERLIN, "2026-03-29T06:00")))
                .isEqualTo(Duration.ofHours(7));
        assertThat(nights.between(at(BERLIN, "2026-10-24T22:00"), at(BERLIN, "2026-10-25T06:00")))
                .isEqualTo(Duration.ofHours(9));
        assertThat(nights.plus(at(BERLIN, "2026-03-28T23:00"), Duration.ofHours(4)))
                .isEqualTo(at(BERLIN, "2026-03-29T04:00"));
        assertThat(nights.plus(at(BERLIN, "2026-10-24T23:00"), Duration.ofHours(4)))
                .isEqualTo(Instant.parse("2026-10-25T01:00:00Z"));
    }

    @Test
    void hours_that_the_change_skips_are_not_worked() {
        WorkingCalendar early = everyDay(BERLIN, WorkingPeriod.of(2, 0, 2, 45), WorkingPeriod.of(9, 0, 10, 0));

        assertThat(early.between(at(BERLIN, "2026-03-29T00:00"), at(BERLIN, "2026-03-29T12:00")))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void every_make_up_day_is_a_weekend_and_no_holiday() {
        assertThat(ChineseHolidays.makeUpDays())
                .doesNotContainAnyElementsOf(ChineseHolidays.holidays())
                .allMatch(day -> day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0);
    }

    @Test
    void a_calendar_without_working_hours_or_with_overlapping_ones_is_refused() {
        assertThatThrownBy(() -> new WorkingCalendar(SHANGHAI, Map.of(), Set.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected working hours in 'week', but there are none");
        assertThatThrownBy(() -> everyDay(SHANGHAI, WorkingPeriod.of(9, 0, 12, 0), WorkingPeriod.of(11, 0, 13, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number 2 begins too early");
        assertThatThrownBy(() -> WorkingPeriod.of(12, 0, 12, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_can_never_elapse_is_refused() {
        WorkingCalendar calendar = everyDay(SHANGHAI, WorkingPeriod.of(9, 0, 9, 1));

        assertThatThrownBy(() -> calendar.plus(Instant.EPOCH, Duration.ofDays(1_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected PT24000H of working time within 20000 days");
    }

    @Test
    void it_agrees_with_a_model_that_looks_at_every_minute() {
        long seed = Long.getLong("docket.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ZoneId zone = random.nextBoolean() ? BERLIN : SHANGHAI;
            WorkingCalendar calendar = random(zone, random);
            Instant from = at(zone, "2026-03-20T00:00").plusSeconds(random.nextInt(20_000) * 60L);
            Duration working = Duration.ofMinutes(1 + random.nextInt(3_000));

            Instant end = calendar.plus(from, working);

            assertThat(minutes(calendar, from, end))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(working.toMinutes());
            assertThat(calendar.between(from, end))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(working);
            assertThat(calendar.between(from, end.minusSeconds(60)))
                    .as("seed %d, round %d: not earlier", seed, round)
                    .isLessThan(working);
        }
    }

    private static WorkingCalendar random(ZoneId zone, Random random) {
        Map<DayOfWeek, List<WorkingPeriod>> week = new HashMap<>();
        week.put(DayOfWeek.MONDAY, periods(random));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(4) > 0) {
                week.put(day, periods(random));
            }
        }
        Set<LocalDate> holidays = new HashSet<>();
        Map<LocalDate, List<WorkingPeriod>> workingDays = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            holidays.add(LocalDate.of(2026, 3, 20).plusDays(random.nextInt(30)));
            workingDays.put(LocalDate.of(2026, 3, 20).plusDays(random.nextInt(30)), periods(random));
        }
        return new WorkingCalendar(zone, week, holidays, workingDays);
    }

    /// Away from the hour that daylight saving skips; that is worked by hand above.
    private static List<WorkingPeriod> periods(Random random) {
        List<WorkingPeriod> periods = new ArrayList<>();
        int from = 240 + random.nextInt(300);
        while (from < 1_400 && periods.size() < 3) {
            int to = Math.min(1_440, from + 1 + random.nextInt(400));
            periods.add(new WorkingPeriod(from, to));
            from = to + 1 + random.nextInt(200);
        }
        return periods;
    }

    private static long minutes(WorkingCalendar calendar, Instant from, Instant to) {
        long minutes = 0;
        for (Instant minute = from; minute.isBefore(to); minute = minute.plusSeconds(60)) {
            LocalDateTime local = minute.atZone(calendar.zone()).toLocalDateTime();
            LocalDate day = local.toLocalDate();
            List<WorkingPeriod> hours = calendar.workingDays().get(day);
            if (hours == null) {
                hours = calendar.holidays().contains(day)
                        ? List.of()
                        : calendar.week().getOrDefault(day.getDayOfWeek(), List.of());
            }
            int ofDay = local.getHour() * 60 + local.getMinute();
            if (hours.stream().anyMatch(period -> period.fromMinute() <= ofDay && ofDay < period.toMinute())) {
                minutes++;
            }
        }
        return minutes;
    }
}
