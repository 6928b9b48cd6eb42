package io.docket.store.batch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A working calendar in its column: what can be read is the same once written again, what nobody wrote is refused.
public class CalendarTextFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.of(
                        "Asia/Shanghai|1:540-720,780-1080;2:540-720|2026-10-01;2026-10-02|2026-10-10:540-720",
                        "+08:00|1:0-1440;7:||",
                        "UTC|3:540-1080||2026-10-10:")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_calendar_comes_back_as_it_was(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        WorkingCalendar read;
        try {
            read = CalendarText.read(new String(input, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return;
        }
        Law.same(read, CalendarText.read(CalendarText.of(read)), "a calendar comes back as it was");
    }
}
