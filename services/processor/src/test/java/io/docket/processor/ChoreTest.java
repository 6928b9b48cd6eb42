package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChoreTest {
    private static final List<Throwable> FAILURES =
            List.of(new SQLException("away"), new IllegalStateException("wrong"), new LinkageError("broken"));

    @Test
    void whatever_a_step_fails_with_is_told_and_the_step_is_done_again() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        AtomicInteger steps = new AtomicInteger();
        BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
        CountDownLatch succeeded = new CountDownLatch(1);
        try (Chore chore = new Chore(
                "chore",
                Duration.ofMillis(1),
                stopping,
                () -> {
                    int step = steps.getAndIncrement();
                    if (step < FAILURES.size()) {
                        fail(FAILURES.get(step));
                    }
                    succeeded.countDown();
                },
                failure -> {
                    told.add(failure);
                    throw new IllegalStateException("What follows fails, too");
                })) {
            chore.start();

            assertThat(succeeded.await(10, TimeUnit.SECONDS)).isTrue();
            stopping.countDown();
        }

        assertThat(told).containsExactlyElementsOf(FAILURES);
    }

    private static void fail(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
