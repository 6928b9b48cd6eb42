package io.docket.domain.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// When a seller, or the platform, works: hours by weekday in a time zone, holidays, and days worked in their stead.
///
/// Time counts as it elapses, not by the wall clock: a period over a daylight-saving change is an hour shorter or
/// longer. What begins or ends within the skipped hour does so at the change; within the repeated hour the first pass
/// counts.
///
/// @param zone of all hours and days
/// @param week hours by weekday, in order and apart from each other; a weekday that is absent is free
/// @param holidays days without work
/// @param workingDays hours of single days that follow no rule, make-up days say; they override both others
public record WorkingCalendar(
        ZoneId zone,
        Map<DayOfWeek, List<WorkingPeriod>> week,
        Set<LocalDate> holidays,
        Map<LocalDate, List<WorkingPeriod>> workingDays) {
    public static final int PERIODS_PER_DAY_MAX = 8;
    public static final int SPECIAL_DAYS_MAX = 2_000;
    /// No question reaches farther than this.
    public static final int SEARCH_DAYS_MAX = 20_000;

    /// The platform's: its working days are China's.
    public static final WorkingCalendar PLATFORM =
            chinese(ZoneOffset.ofHours(8), List.of(WorkingPeriod.of(9, 0, 18, 0)));

    private static final List<WorkingPeriod> FREE = List.of();

    public WorkingCalendar {
        Map<DayOfWeek, List<WorkingPeriod>> hours = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, periods) -> hours.put(day, checked("week." + day, periods)));
        if (hours.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Expected working hours in 'week', but there are none");
        }
        Map<LocalDate, List<WorkingPeriod>> single = new HashMap<>();
        workingDays.forEach((day, periods) -> single.put(day, checked("workingDays." + day, periods)));
        limit("holidays", holidays.size());
        limit("workingDays", single.size());
        week = Map.copyOf(hours);
        holidays = Set.copyOf(holidays);
        workingDays = Map.copyOf(single);
    }

    private static List<WorkingPeriod> checked(String field, List<WorkingPeriod> periods) {
        if (periods.size() > PERIODS_PER_DAY_MAX) {
            throw new IllegalArgumentException("Expected at most " + PERIODS_PER_DAY_MAX + " periods in '" + field
                    + "', but there are " + periods.size());
        }
        for (int i = 1; i < periods.size(); i++) {
            if (periods.get(i).fromMinute() < periods.get(i - 1).toMinute()) {
                throw new IllegalArgumentException("Expected the periods of '" + field
                        + "' in order and apart from each other, but number " + (i + 1) + " begins too early");
            }
        }
        return List.copyOf(periods);
    }

    private static void limit(String field, int size) {
        if (size > SPECIAL_DAYS_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most " + SPECIAL_DAYS_MAX + " days in '" + field + "', but there are " + size);
        }
    }

    /// Monday to Friday with the same hours, and the holidays and make-up working days of mainland China.
    public static WorkingCalendar chinese(ZoneId zone, List<WorkingPeriod> hours) {
        Map<DayOfWeek, List<WorkingPeriod>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
                week.put(day, hours);
            }
        }
        Map<LocalDate, List<WorkingPeriod>> madeUp = new HashMap<>();
        ChineseHolidays.makeUpDays().forEach(day -> madeUp.put(day, hours));
        return new WorkingCalendar(zone, week, ChineseHolidays.holidays(), madeUp);
    }

    /// The earliest instant by which so much working time has elapsed; `from` itself for none.
    ///
    /// @param working not negative
    /// @throws IllegalArgumentException when there is not so much within [#SEARCH_DAYS_MAX] days
    public Instant plus(Instant from, Duration working) {
        if (working.isNegative()) {
            throw new IllegalArgumentException("Expected working time that is not negative, but it is " + working);
        }
        if (working.isZero()) {
            return from;
        }
        Duration left = working;
        LocalDate first = from.atZone(zone).toLocalDate();
        for (int i = 0; i < SEARCH_DAYS_MAX; i++) {
            LocalDate day = first.plusDays(i);
            for (WorkingPeriod period : periodsOn(day)) {
                Instant begin = latest(from, at(day, period.fromMinute()));
                Duration span = Duration.between(begin, at(day, period.toMinute()));
                if (span.isPositive()) {
                    if (left.compareTo(span) <= 0) {
                        return begin.plus(left);
                    }
                    left = left.minus(span);
                }
            }
        }
        throw new IllegalArgumentException("Expected " + working + " of working time within " + SEARCH_DAYS_MAX
                + " days of " + from + ", but there is not so much");
    }

    /// Working time that elapses from one instant to another; none if that is not later.
    ///
    /// @throws IllegalArgumentException when they are more than [#SEARCH_DAYS_MAX] days apart
    public Duration between(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        LocalDate first = from.atZone(zone).toLocalDate();
        long days = ChronoUnit.DAYS.between(first, to.atZone(zone).toLocalDate());
        if (days > SEARCH_DAYS_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most " + SEARCH_DAYS_MAX + " days from " + from + ", but it is " + days);
        }
        Duration elapsed = Duration.ZERO;
        for (int i = 0; i <= days; i++) {
            LocalDate day = first.plusDays(i);
            for (WorkingPeriod period : periodsOn(day)) {
                Instant begin = latest(from, at(day, period.fromMinute()));
                Instant end = at(day, period.toMinute());
                Duration span = Duration.between(begin, end.isBefore(to) ? end : to);
                if (span.isPositive()) {
                    elapsed = elapsed.plus(span);
                }
            }
        }
        return elapsed;
    }

    /// The same time of day so many working days later. From a day without work it counts from the opening of the next
    /// working day.
    ///
    /// @param days from 1
    /// @throws IllegalArgumentException when there are not so many within [#SEARCH_DAYS_MAX] days
    public Instant plusWorkingDays(Instant from, int days) {
        ZonedDateTime start = from.atZone(zone);
        LocalDate day = start.toLocalDate();
        int left = days;
        boolean counting = !periodsOn(day).isEmpty();
        for (int i = 0; i < SEARCH_DAYS_MAX; i++) {
            if (left == 0) {
                return start.with(day).toInstant();
            }
            day = day.plusDays(1);
            List<WorkingPeriod> hours = periodsOn(day);
            if (!hours.isEmpty()) {
                if (counting) {
                    left--;
                } else {
                    counting = true;
                    start = at(day, hours.getFirst().fromMinute()).atZone(zone);
                }
            }
        }
        throw new IllegalArgumentException("Expected " + days + " working days within " + SEARCH_DAYS_MAX + " days of "
                + from + ", but there are not so many");
    }

    private List<WorkingPeriod> periodsOn(LocalDate day) {
        List<WorkingPeriod> single = workingDays.get(day);
        if (single != null) {
            return single;
        }
        return holidays.contains(day) ? FREE : week.getOrDefault(day.getDayOfWeek(), FREE);
    }

    private Instant at(LocalDate day, int minute) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(minute);
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
