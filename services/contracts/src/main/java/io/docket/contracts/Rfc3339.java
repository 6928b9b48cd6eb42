package io.docket.contracts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Times on the wire: `2025-03-26T08:00:00.5+08:00`. By hand, because it is done for every command.
final class Rfc3339 {
    private static final int DATE_AND_TIME_CHARS = 19;
    private static final int OFFSET_CHARS = 6;
    private static final int NANO_DIGITS = 9;
    /// Postgres keeps microseconds; a finer time would differ from itself once stored.
    private static final int NANOS_PER_MICRO = 1_000;
    /// The first second of year 1 and the last of year 9999, in UTC: what lies outside cannot be written again.
    private static final long SECOND_MIN = -62_135_596_800L;

    private static final long SECOND_MAX = 253_402_300_799L;

    private Rfc3339() {}

    /// The time in UTC, cut to the microsecond; null if the text is no RFC 3339 time of the years 1 to 9999, where it
    /// is
    /// written and in UTC.
    static @Nullable Instant parse(String text) {
        if (text.length() <= DATE_AND_TIME_CHARS || !hasShape(text)) {
            return null;
        }
        int hour = digits(text, 11, 2);
        int minute = digits(text, 14, 2);
        int second = digits(text, 17, 2);
        int year = digits(text, 0, 4);
        if (year < 1 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        int fractionEnd = fractionEnd(text);
        long offset = fractionEnd < 0 ? Long.MIN_VALUE : offsetSeconds(text, fractionEnd);
        if (offset == Long.MIN_VALUE) {
            return null;
        }
        int nano = nano(text, fractionEnd);
        try {
            long day =
                    LocalDate.of(year, digits(text, 5, 2), digits(text, 8, 2)).toEpochDay();
            long epochSecond = day * 86_400 + hour * 3_600L + minute * 60L + second - offset;
            return epochSecond < SECOND_MIN || epochSecond > SECOND_MAX
                    ? null
                    : Instant.ofEpochSecond(epochSecond, nano - nano % NANOS_PER_MICRO);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean hasShape(String text) {
        for (int at = 0; at < DATE_AND_TIME_CHARS; at++) {
            char one = text.charAt(at);
            boolean fits = switch (at) {
                case 4, 7 -> one == '-';
                case 10 -> one == 'T' || one == 't';
                case 13, 16 -> one == ':';
                default -> isDigit(one);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /// Where the fraction of a second ends, if there is one; -1 for a point without digits.
    private static int fractionEnd(String text) {
        if (text.charAt(DATE_AND_TIME_CHARS) != '.') {
            return DATE_AND_TIME_CHARS;
        }
        int at = DATE_AND_TIME_CHARS + 1;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at == DATE_AND_TIME_CHARS + 1 ? -1 : at;
    }

    private static int nano(String text, int fractionEnd) {
        int nano = 0;
        for (int digit = 0; digit < NANO_DIGITS; digit++) {
            int at = DATE_AND_TIME_CHARS + 1 + digit;
            nano = nano * 10 + (at < fractionEnd ? text.charAt(at) - '0' : 0);
        }
        return nano;
    }

    private static long offsetSeconds(String text, int at) {
        int left = text.length() - at;
        if (left == 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
            return 0;
        }
        if (left != OFFSET_CHARS || text.charAt(at + 3) != ':') {
            return Long.MIN_VALUE;
        }
        char sign = text.charAt(at);
        for (int digit : new int[] {at + 1, at + 2, at + 4, at + 5}) {
            if (!isDigit(text.charAt(digit))) {
                return Long.MIN_VALUE;
            }
        }
        int hours = digits(text, at + 1, 2);
        int minutes = digits(text, at + 4, 2);
        if ((sign != '+' && sign != '-') || hours > 23 || minutes > 59) {
            return Long.MIN_VALUE;
        }
        long seconds = hours * 3_600L + minutes * 60L;
        return sign == '-' ? -seconds : seconds;
    }

    private static int digits(String text, int from, int count) {
        int number = 0;
        for (int at = from; at < from + count; at++) {
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static boolean isDigit(char one) {
        return one >= '0' && one <= '9';
    }
}
