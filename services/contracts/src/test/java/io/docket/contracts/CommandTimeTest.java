package io.docket.contracts;

import static io.docket.contracts.DeadLetterTest.assertDead;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a command says that it was given, beside when its record was written.
class CommandTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-11-23",
                "2026-11-23T09:00:00",
                "2026-13-23T09:00:00Z",
                "",
                "0000-01-01T00:00:00Z"
            })
    void a_time_that_cannot_be_read_is_unreadable(String time) {
        for (Mode mode : Mode.values()) {
            assertDead(
                    Message.supervision("receive-code").with("time", time).decode(mode),
                    DeadLetterReason.UNREADABLE,
                    "attribute time");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T08:54:59.999Z", "2026-11-23T09:05:00.001Z", "2026-11-23T09:00:00+08:00"})
    void a_time_more_than_5_minutes_from_the_records_is_skewed_unless_it_is_imported(String time) {
        for (Mode mode : Mode.values()) {
            assertDead(
                    Message.supervision("receive-code").with("time", time).decode(mode),
                    DeadLetterReason.SKEWED,
                    "5 minutes");
            assertThat(Message.supervision("receive-code")
                            .with("time", time)
                            .with("source", "/import")
                            .decode(mode))
                    .isInstanceOf(Decoded.Readable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23T08:55:00Z", "2026-11-23T09:05:00Z", "2026-11-23T17:00:00+08:00"})
    void a_time_within_5_minutes_is_read(String time) {
        assertThat(Message.supervision("receive-code").with("time", time).decode(Mode.BINARY))
                .isInstanceOf(Decoded.Readable.class);
    }
}
