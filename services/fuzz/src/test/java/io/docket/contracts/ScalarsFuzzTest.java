package io.docket.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// Times, amounts and trace contexts that are read by hand: as the JDK reads them, and the same once written again.
public class ScalarsFuzzTest {
    private static final Pattern MONEY = Pattern.compile("-?[0-9]{1,19}(\\.[0-9]{1,6})?");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    /// The JDK takes more: no seconds, seconds in an offset, years of more digits.
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");

    public static Stream<byte[]> seeds() {
        return Stream.of(
                        "2026-11-23T09:00:00Z",
                        "2025-03-26T08:00:00.5+08:00",
                        "0001-01-01T00:00:00+01:00",
                        "9999-12-31T23:59:59.999999999-01:00",
                        "2024-02-29t23:59:59.000001z",
                        "1280.00",
                        "-0.000001",
                        "9999999999999999999.999999",
                        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_scalar_is_read_as_it_is_written_or_not_at_all(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        checkTime(text);
        checkMoney(text);
        String trace = TraceParent.wellFormed(text);
        Law.same(TRACE.matcher(text).matches() ? text : null, trace, "a trace context is as W3C writes it");
    }

    private static void checkTime(String text) {
        Instant time = Rfc3339.parse(text);
        if (time != null) {
            Law.same(time, Rfc3339.parse(time.toString()), "a time written again is the same");
        }
        if (RFC_3339.matcher(text).matches()) {
            Law.same(asTheJdkReads(text), time, "a time is what the JDK reads, to the microsecond");
        }
    }

    /// Null where it is no time, or in UTC not of the years 1 to 9999.
    private static @Nullable Instant asTheJdkReads(String text) {
        try {
            OffsetDateTime read = OffsetDateTime.parse(text);
            Instant time = read.toInstant().truncatedTo(ChronoUnit.MICROS);
            int year = time.atOffset(java.time.ZoneOffset.UTC).getYear();
            return year < 1 || year > 9999 || read.getYear() < 1 ? null : time;
        } catch (DateTimeParseException e) {
            // The JDK knows no offsets beyond 18 hours; RFC 3339 does.
            Instant time = text.matches(".*[+-](1[89]|2[0-3]):[0-5][0-9]") ? Rfc3339.parse(text) : null;
            return time;
        }
    }

    private static void checkMoney(String text) {
        BigDecimal amount = Money.parse(text);
        Law.same(MONEY.matcher(text).matches(), amount != null, "an amount is a decimal in plain notation");
        if (amount != null) {
            Law.same(amount, Money.parse(amount.toPlainString()), "an amount written again is the same");
        }
    }
}
