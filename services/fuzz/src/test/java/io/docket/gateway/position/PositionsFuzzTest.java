package io.docket.gateway.position;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A `Docket-Min-Position` is a set of positions or refused with a sentence; once merged it stays as it is.
public class PositionsFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.of("sc.1:3:1234,tc.1:7:99", "slc.2:0:0, sc.1:3:5,sc.1:3:4", "sc.99999:99999:999999999999999999")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void positions_are_merged_or_refused(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Positions read;
        try {
            read = Positions.parse(text);
        } catch (IllegalArgumentException e) {
            Law.holds(String.valueOf(e.getMessage()).startsWith("Expected "), "what is wrong is said");
            return;
        }
        Law.holds(read.coordinates().size() <= Positions.ENTRIES_MAX, "there are not too many");
        Law.same(read, Positions.parse(read.toString()), "positions written again are the same");
        for (var each : read.coordinates()) {
            Law.same(each, Positions.parseOne(each.toString()).orElse(null), "one position is the same by itself");
        }
    }
}
