package io.docket.processor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A step that is done again and again on a thread of its own until Docket stops. Whatever it fails with, it is done
/// again: a thread that ended would be missed by nobody.
final class Chore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chore.class);
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(10);

    private final Duration pause;
    private final CountDownLatch stopping;
    private final Step step;
    private final Consumer<Throwable> failed;
    private final Thread thread;

    /// What is done.
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /// @param pause between the end of a step and the next
    /// @param failed is told what a step failed with
    Chore(String threadName, Duration pause, CountDownLatch stopping, Step step, Consumer<Throwable> failed) {
        this.pause = pause;
        this.stopping = stopping;
        this.step = step;
        this.failed = failed;
        this.thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                attempt();
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try {
            step.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            tell(e);
        }
    }

    private void tell(Throwable failure) {
        try {
            failed.accept(failure);
        } catch (RuntimeException | Error e) {
            LOG.warn("What follows from a failed step failed", e);
        }
    }

    /// Waits for the step that is under way. Stopping is its owner's to tell.
    @Override
    public void close() {
        try {
            boolean _ = thread.join(STOP_WAIT_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
