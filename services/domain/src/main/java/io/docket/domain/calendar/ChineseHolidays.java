package io.docket.domain.calendar;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Public holidays of mainland China and the weekend days worked in their stead, 2024 to 2026.
///
/// They are announced year by year, so no rule gives them. A year that is not here has plain weekends: the seller's own
/// calendar carries it, or a newer release.
///
/// Source: General Office of the State Council, notices on the arrangement of holidays of 2024, 2025 and 2026.
public final class ChineseHolidays {
    private static final List<Span> HOLIDAYS = List.of(
            new Span("2024-01-01", 1),
            new Span("2024-02-10", 8),
            new Span("2024-04-04", 3),
            new Span("2024-05-01", 5),
            new Span("2024-06-10", 1),
            new Span("2024-09-15", 3),
            new Span("2024-10-01", 7),
            new Span("2025-01-01", 1),
            new Span("2025-01-28", 8),
            new Span("2025-04-04", 3),
            new Span("2025-05-01", 5),
            new Span("2025-05-31", 3),
            new Span("2025-10-01", 8),
            new Span("2026-01-01", 3),
            new Span("2026-02-15", 9),
            new Span("2026-04-04", 3),
            new Span("2026-05-01", 5),
            new Span("2026-06-19", 3),
            new Span("2026-09-25", 3),
            new Span("2026-10-01", 7));

    private static final Set<LocalDate> MAKE_UP_DAYS = days(
            "2024-02-04",
            "2024-02-18",
            "2024-04-07",
            "2024-04-28",
            "2024-05-11",
            "2024-09-14",
            "2024-09-29",
            "2024-10-12",
            "2025-01-26",
            "2025-02-08",
            "2025-04-27",
            "2025-09-28",
            "2025-10-11",
            "2026-01-04",
            "2026-02-14",
            "2026-02-28",
            "2026-05-09",
            "2026-09-20",
            "2026-10-10");

    private record Span(String first, int days) {
        Stream<LocalDate> dates() {
            LocalDate start = LocalDate.parse(first);
            return start.datesUntil(start.plusDays(days));
        }
    }

    private ChineseHolidays() {}

    public static Set<LocalDate> holidays() {
        return HOLIDAYS.stream().flatMap(Span::dates).collect(Collectors.toUnmodifiableSet());
    }

    /// Saturdays and Sundays that are worked.
    public static Set<LocalDate> makeUpDays() {
        return MAKE_UP_DAYS;
    }

    private static Set<LocalDate> days(String... dates) {
        return Arrays.stream(dates).map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
    }
}
