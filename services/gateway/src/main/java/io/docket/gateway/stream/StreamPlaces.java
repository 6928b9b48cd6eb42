package io.docket.gateway.stream;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;

/// How many may watch at once, in all and each caller. Whoever watches is let go first when the instance stops.
public final class StreamPlaces implements SmartLifecycle {
    private final GatewayProperties.Stream limits;
    private final Duration retryAfter;
    private final Map<String, Integer> taken = new HashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private int all;

    /// A place that somebody has.
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    public StreamPlaces(GatewayProperties.Stream limits, Duration retryAfter) {
        this.limits = limits;
        this.retryAfter = retryAfter;
    }

    /// @throws Problem `429`
    synchronized Taken take(String caller) {
        int his = taken.getOrDefault(caller, 0);
        if (all >= limits.connectionsMax() || his >= limits.perCallerMax()) {
            boolean hisOwn = his >= limits.perCallerMax();
            throw Problem.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected at most " + (hisOwn ? limits.perCallerMax() : limits.connectionsMax()) + " streams "
                            + (hisOwn ? "of one caller" : "at once") + ", but there are that many",
                    retryAfter);
        }
        taken.put(caller, his + 1);
        all++;
        return () -> leave(caller);
    }

    private synchronized void leave(String caller) {
        taken.computeIfPresent(caller, (_, his) -> his == 1 ? null : his - 1);
        all--;
    }

    /// Waits so long, or until the instance stops.
    ///
    /// @return whether it stops
    boolean closesWithin(Duration max) throws InterruptedException {
        return closing.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        closing.countDown();
    }

    @Override
    public boolean isRunning() {
        return closing.getCount() > 0;
    }
}
