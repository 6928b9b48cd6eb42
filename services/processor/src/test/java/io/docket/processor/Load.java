package io.docket.processor;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Coordinates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Orders' stories on their way to the log, many at once and some commands twice, on a thread of its own.
final class Load implements AutoCloseable {
    private static final int UNDER_WAY = 20;
    private static final double REPEAT_SHARE = 0.1;
    private static final long PACE_NANOS = 1_000_000;

    private final Site site;
    private final Random random = new Random(7);
    private final List<Order> orders = new ArrayList<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile int count;

    private Load(Site site) {
        this.site = site;
        this.thread = Thread.ofPlatform().name("load").unstarted(this::run);
    }

    static Load on(Site site) {
        Load load = new Load(site);
        load.thread.start();
        return load;
    }

    /// How many commands were sent till now.
    int count() {
        return count;
    }

    void awaitMore(int commands) {
        int target = count + commands;
        Await.until(commands + " more commands are sent", () -> count >= target);
    }

    private void run() {
        List<Deque<OutgoingCommand>> stories = new ArrayList<>();
        while (!stopping || !stories.isEmpty()) {
            while (!stopping && stories.size() < UNDER_WAY) {
                Order order = Order.next();
                orders.add(order);
                stories.add(new ArrayDeque<>(order.story()));
            }
            Deque<OutgoingCommand> story = stories.get(random.nextInt(stories.size()));
            OutgoingCommand command = story.removeFirst();
            send(command);
            if (random.nextDouble() < REPEAT_SHARE) {
                send(command);
            }
            stories.removeIf(Deque::isEmpty);
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private void send(OutgoingCommand command) {
        sent.add(site.send(command));
        count = sent.size();
    }

    /// Ends all stories.
    ///
    /// @return where the commands lie, all of them acknowledged
    List<Coordinates> finish() {
        close();
        return sent.stream().map(site::acknowledged).toList();
    }

    /// After the end.
    List<Order> orders() {
        return orders;
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
