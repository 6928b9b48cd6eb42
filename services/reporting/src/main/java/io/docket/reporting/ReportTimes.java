package io.docket.reporting;

import java.time.Instant;
import java.time.LocalDate;

/// Which times and days can be asked for: those of the years 1 to 9999, as no others are ever recorded, and Postgres
/// does not know all that Java knows.
final class ReportTimes {
    private static final LocalDate DAY_MIN = LocalDate.of(1, 1, 1);
    private static final LocalDate DAY_MAX = LocalDate.of(9999, 12, 31);
    private static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private ReportTimes() {}

    static boolean isWithin(Instant time) {
        return !time.isBefore(TIME_MIN) && !time.isAfter(TIME_MAX);
    }

    static boolean isWithin(LocalDate day) {
        return !day.isBefore(DAY_MIN) && !day.isAfter(DAY_MAX);
    }
}
