package io.docket.processor;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/// Waits for a condition, with a deadline.
final class Await {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Condition condition) {
        until(() -> what, condition);
    }

    /// @param what may look again, at the deadline
    static void until(Supplier<String> what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > deadline) {
                    Assertions.fail(
                            "Expected within " + PATIENCE.toSeconds() + " s that " + what.get() + whatThreadsDo());
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } catch (Exception e) {
            throw new IllegalStateException("Whether " + what.get() + " cannot be seen", e);
        }
    }

    /// What waits for what shows where it hangs.
    private static String whatThreadsDo() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("docket"))
                .map(thread ->
                        "\n" + thread.getKey().getName() + " " + thread.getKey().getState() + "\n  "
                                + Arrays.stream(thread.getValue())
                                        .map(StackTraceElement::toString)
                                        .collect(Collectors.joining("\n  ")))
                .collect(Collectors.joining());
    }
}
