package io.docket.gateway.stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A `Last-Event-ID` is a place on the log or refused with a sentence; written again it is the same place.
public class StreamPositionFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.of("sc:12,44.1,0;tc:7,0,3g2", "slc:0", "sc:999999999999999999.9999g99999")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_place_is_read_as_it_is_written_or_refused(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        StreamPosition read;
        try {
            read = StreamPosition.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            Law.holds(String.valueOf(e.getMessage()).startsWith("Expected "), "what is wrong is said");
            return;
        }
        String written = read.toString();
        Law.same(written, StreamPosition.parse(written).toString(), "a place written again is the same");
    }
}
