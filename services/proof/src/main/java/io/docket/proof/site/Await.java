package io.docket.proof.site;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for a condition, with a deadline.
public final class Await {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    /// Something that becomes true by itself.
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// @param what is said when it does not; may look again then
    /// @throws IllegalStateException when it does not hold in time
    public static void until(Duration within, Supplier<String> what, Condition condition) {
        long deadline = System.nanoTime() + within.toNanos();
        Exception last = null;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (Exception e) {
                // What is asked may be down for the moment.
                last = e;
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected within " + within.toSeconds() + " s that " + what.get(), last);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// Lets time pass while something goes on by itself: a fault is a matter of how long it lasts.
    public static void elapse(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(deadline - System.nanoTime());
        }
    }
}
