package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Times on the wire.
class Rfc3339Test {

    @Test
    void it_reads_what_the_JDK_writes() {
        SplittableRandom random = new SplittableRandom(42);
        for (int round = 0; round < 10_000; round++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-60_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60));

            assertThat(Rfc3339.parse(time.toString())).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
            assertThat(Rfc3339.parse(java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                            OffsetDateTime.ofInstant(time, offset)
                                    .plusSeconds(1)
                                    .withNano(1))))
                    .isEqualTo(time.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23t09:00:00z, 2026-11-23T09:00:00Z",
        "2026-11-23T09:00:00-00:00, 2026-11-23T09:00:00Z",
        "2026-11-23T00:30:00+08:00, 2026-11-22T16:30:00Z",
        "2026-11-23T09:00:00.1234569999Z, 2026-11-23T09:00:00.123456Z",
        "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void it_reads_what_the_standard_allows(String text, Instant time) {
        assertThat(Rfc3339.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T09:00:00",
                "2026-11-23 09:00:00Z",
                "2026-11-23T09:00Z",
                "2026-11-23T09:00:00.Z",
                "2026-11-23T09:00:00+0800",
                "2026-11-23T09:00:00+08",
                "2026-11-23T09:00:00Zz",
                "2026-11-23T09:00:00+24:00",
                "2026-11-23T09:00:00+08:60",
                "2026-11-23T24:00:00Z",
                "2026-11-23T09:60:00Z",
                "2026-11-23T09:00:60Z",
                "2026-00-23T09:00:00Z",
                "2026-11-31T09:00:00Z",
                "2026-02-29T09:00:00Z",
                "+2026-11-23T09:00:00Z",
                "0000-01-01T00:00:00Z",
                "2026-11-23T09:00:00*08:00",
                "２０２６-11-23T09:00:00Z",
                "2026-11-23T09:00:00Z[UTC]"
            })
    void anything_else_is_no_time(String text) {
        assertThat(Rfc3339.parse(text)).isNull();
    }
}
