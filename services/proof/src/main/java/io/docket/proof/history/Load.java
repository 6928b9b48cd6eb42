package io.docket.proof.history;

import io.docket.proof.site.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/// Many clients at once that send what their stories want, over HTTP and over Kafka, and try again what nobody
/// acknowledged. A seed tells what is wanted; when it comes is a matter of the run.
public final class Load implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final int STORIES_AT_ONCE = 4;
    private static final int TRIES_MAX = 3;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofMillis(300);
    private static final Duration MORE_MAX = Duration.ofMinutes(2);

    private final History history;
    private final LogClient log;
    private final @Nullable GatewayClient gateway;
    private final long paceNanos;
    private final ReentrantReadWriteLock sending = new ReentrantReadWriteLock(true);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    private Load(History history, LogClient log, @Nullable GatewayClient gateway, Duration pace) {
        this.history = history;
        this.log = log;
        this.gateway = gateway;
        this.paceNanos = pace.toNanos();
    }

    /// @param gateway null: everything goes to the log directly
    /// @param pace of each client, between two rounds
    public static Load start(
            long seed, History history, LogClient log, @Nullable GatewayClient gateway, Duration pace) {
        Load load = new Load(history, log, gateway, pace);
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(seed * CLIENTS + client);
            Stories stories = new Stories(random, "F" + seed + "c" + client + "n");
            load.threads.add(Thread.ofVirtual().name("client-" + client).start(() -> load.run(random, stories)));
        }
        return load;
    }

    private void run(Random random, Stories stories) {
        List<Deque<List<Wish>>> told = new ArrayList<>();
        while (!stopping.get()) {
            while (told.size() < STORIES_AT_ONCE) {
                told.add(new ArrayDeque<>(stories.next()));
            }
            Deque<List<Wish>> story = told.get(random.nextInt(told.size()));
            send(random, story.removeFirst());
            told.removeIf(Deque::isEmpty);
            LockSupport.parkNanos(paceNanos);
        }
    }

    private void send(Random random, List<Wish> round) {
        List<Runnable> sends = new ArrayList<>();
        for (Wish wish : round) {
            int how = random.nextInt(100);
            boolean overHttp = gateway != null && GatewayClient.canSend(wish) && random.nextInt(10) < 6;
            boolean wait = random.nextInt(3) > 0;
            sends.add(() -> send(wish, how, overHttp, wait));
        }
        if (sends.size() == 1) {
            sends.getFirst().run();
            return;
        }
        List<Thread> racing =
                sends.stream().map(send -> Thread.ofVirtual().start(send)).toList();
        for (Thread one : racing) {
            try {
                one.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// @param how a number below 100 that says what is done besides
    private void send(Wish wish, int how, boolean overHttp, boolean wait) {
        if (how < 4) {
            guarded(() -> log.sendTwice(wish));
            return;
        }
        if (how < 6) {
            byte[] value = ("{\"no\":" + how).getBytes(StandardCharsets.UTF_8);
            guarded(() -> log.sendRubbish(wish, value));
        }
        untilKnown(wish, overHttp, wait);
        if (how >= 90) {
            untilKnown(wish, overHttp, wait); // a client that has forgotten the answer
        } else if (how >= 88) {
            untilKnown(wish.withData("{\"comment\":\"something else\"}"), overHttp, wait);
        }
    }

    private void untilKnown(Wish wish, boolean overHttp, boolean wait) {
        for (int attempt = 1; attempt <= TRIES_MAX; attempt++) {
            Fate fate = once(wish, overHttp, wait);
            if (!(fate instanceof Fate.Unknown) || stopping.get()) {
                return;
            }
            LockSupport.parkNanos(TRY_AGAIN_AFTER.toNanos());
        }
    }

    private Fate once(Wish wish, boolean overHttp, boolean wait) {
        sending.readLock().lock();
        try {
            return overHttp && gateway != null
                    ? gateway.send(wish, wait).fate()
                    : log.send(wish).fate();
        } finally {
            sending.readLock().unlock();
        }
    }

    private void guarded(Runnable send) {
        sending.readLock().lock();
        try {
            send.run();
        } finally {
            sending.readLock().unlock();
        }
    }

    /// No client sends while this runs, and none waits for an answer.
    public void quietly(Runnable step) {
        sending.writeLock().lock();
        try {
            step.run();
        } finally {
            sending.writeLock().unlock();
        }
    }

    /// Waits until so many more tries have ended.
    public void awaitMore(int attempts) {
        int target = history.size() + attempts;
        Await.until(MORE_MAX, () -> attempts + " more commands are tried", () -> history.size() >= target);
    }

    /// Waits until everybody has ended what he was about to send.
    @Override
    public void close() {
        stopping.set(true);
        for (Thread thread : threads) {
            try {
                var _ = thread.join(Duration.ofSeconds(TimeUnit.MINUTES.toSeconds(2)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
