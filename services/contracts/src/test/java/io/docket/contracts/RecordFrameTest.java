package io.docket.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/// What a dead letter has beside its value comes back byte by byte.
class RecordFrameTest {
    private static final byte[] NO_TEXT = {(byte) 0xC3, 0x28, 0, (byte) 0xFF};

    @Test
    void bytes_that_are_no_text_and_what_is_absent_come_back() {
        RecordFrame frame = new RecordFrame(
                NO_TEXT,
                List.of(
                        new RecordHeader("a", NO_TEXT),
                        new RecordHeader("a", "twice".getBytes(UTF_8)),
                        new RecordHeader("\0 odd \uD83D\uDE00", null)));

        RecordFrame back = RecordFrame.read(frame.write());

        assertThat(back.key()).isEqualTo(NO_TEXT);
        assertThat(back.headers()).isEqualTo(frame.headers());
        assertThat(RecordFrame.read(new RecordFrame(null, List.of()).write()).key())
                .isNull();
    }

    @Test
    void a_redriven_record_says_where_it_lay_last() {
        RecordFrame frame =
                new RecordFrame(null, List.of()).redriven("tc.1:0:1").redriven("tc.1:0:9");

        assertThat(frame.headers()).containsExactly(new RecordHeader(RecordFrame.REDRIVEN, "tc.1:0:9".getBytes(UTF_8)));
    }
}
