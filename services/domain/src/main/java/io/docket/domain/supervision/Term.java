package io.docket.domain.supervision;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/// How long a code lives once it is open.
///
/// @param number how many periods, 1–1,200
public record Term(PeriodType type, int number) {

    /// The unit of a term: calendar months or years.
    public enum PeriodType {
        MONTH,
        YEAR
    }

    /// Calendar months in UTC, clamped to the end of a shorter month (31 January + 1 month = 28 or 29 February).
    public Instant end(Instant opening) {
        Period period = switch (type) {
            case MONTH -> Period.ofMonths(number);
            case YEAR -> Period.ofYears(number);
        };
        return opening.atOffset(ZoneOffset.UTC).plus(period).toInstant();
    }
}
