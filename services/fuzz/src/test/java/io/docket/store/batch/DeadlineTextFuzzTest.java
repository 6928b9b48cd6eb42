package io.docket.store.batch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.domain.deadline.Deadlines;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Deadlines in their column: what can be read is the same once written again, what nobody wrote is refused.
public class DeadlineTextFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.of(
                        "appeal=2026-11-27T08:00:00Z hardware-acceptance~PT72H",
                        "code-expiry=2026-11-27T08:00:00.123456Z",
                        "first-response=+10000-01-01T00:00:00Z resolution~PT-0.5S")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void deadlines_come_back_as_they_were(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        Deadlines read;
        try {
            read = DeadlineText.read(new String(input, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return;
        }
        Law.same(read, DeadlineText.read(DeadlineText.of(read)), "deadlines come back as they were");
    }
}
