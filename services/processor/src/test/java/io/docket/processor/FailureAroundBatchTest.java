package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What fails beside the batch itself: here the meters, whose registry is the application's.
@OwnSite
class FailureAroundBatchTest {

    @Test
    void a_batch_that_was_committed_is_not_decided_again() {
        try (Site site = Site.start()) {
            FailingMeters meters = new FailingMeters("docket.commands", new IllegalStateException("Once"));
            try (RunningProcessor _ = meters.processor(site)) {
                List<Coordinates> commands = site.produce(Order.next().untilReceipt());
                site.awaitDecided();
                site.awaitPublished();

                assertThat(meters.failures()).isEqualTo(1);
                new Outcomes(site).assertOneForEach(commands);
            }
        }
    }

    @Test
    void what_comes_while_a_failure_is_got_over_is_decided() throws Exception {
        try (Site site = Site.start();
                Load load = Load.on(site)) {
            FailingMeters meters = new FailingMeters("docket.batch.retries", new IllegalStateException("Once"));
            try (RunningProcessor _ = meters.processor(site)) {
                load.awaitMore(300);
                try (HeldLock _ = HeldLock.on(site, "progress", AggregateType.SUPERVISION, 0)) {
                    Await.until("a retry fails", () -> meters.failures() == 1);
                }
                load.awaitMore(600);
                List<Coordinates> commands = load.finish();
                site.awaitDecided();

                new Outcomes(site).assertOneForEach(commands);
            }
        }
    }

    @Test
    void an_error_ends_no_consumer() {
        try (Site site = Site.start()) {
            FailingMeters meters = new FailingMeters("docket.commands", new LinkageError("Once"));
            try (RunningProcessor running = meters.processor(site)) {
                List<Coordinates> commands = site.produce(Order.next().untilReceipt());
                site.awaitDecided();

                assertThat(meters.failures()).isEqualTo(1);
                assertThat(running.processor().isRunning()).isTrue();
                new Outcomes(site).assertOneForEach(commands);
            }
        }
    }

    /// Whose first increment of a counter fails.
    static final class FailingMeters extends SimpleMeterRegistry {
        private final String name;
        private final Throwable failure;
        private final AtomicInteger failures = new AtomicInteger();

        FailingMeters(String name, Throwable failure) {
            super(SimpleConfig.DEFAULT, Clock.SYSTEM);
            this.name = name;
            this.failure = failure;
        }

        RunningProcessor processor(Site site) {
            return RunningProcessor.start(site, site.options(), InstantSource.system(), this);
        }

        int failures() {
            return failures.get();
        }

        @Override
        protected Counter newCounter(Meter.Id id) {
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    if (id.getName().equals(name) && failures.compareAndSet(0, 1)) {
                        sneak(failure);
                    }
                    super.increment(amount);
                }
            };
        }
    }

    @SuppressWarnings("unchecked") // any throwable is unchecked to the virtual machine
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }
}
