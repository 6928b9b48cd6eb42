package io.docket.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// What a dead letter's record had beside its value comes back byte by byte.
public class RecordFrameFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.concat(
                Stream.of(new RecordFrame(null, List.of()).write()),
                Examples.commands()
                        .limit(3)
                        .map(example ->
                                ("supervision\nce_id: 1\nnull\n\n" + example.json()).getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_frame_comes_back_as_it_was(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        RecordText text = RecordText.parse(input);
        requireSame(new RecordFrame(text.value(), text.headers()));
        RecordFrame redriven = new RecordFrame(null, text.headers()).redriven("sc.1:3:1234");
        requireSame(redriven);
        requireSame(redriven.redriven("sc.1:3:1235"));
        try {
            requireSame(RecordFrame.read(input));
        } catch (IllegalArgumentException e) {
            // Not written by us, and said so.
        }
    }

    private static void requireSame(RecordFrame frame) {
        RecordFrame again = RecordFrame.read(frame.write());
        Law.holds(Arrays.equals(frame.key(), again.key()), "the key comes back");
        Law.same(frame.headers(), again.headers(), "the headers come back, in order");
    }
}
