package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.RunningDocket.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// People who send commands and read, over HTTP, one request after the other, until they are told to stop.
final class HttpLoad implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RunningDocket docket;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final List<Thread> people;
    private volatile boolean stopping;
    private volatile String latest = "";

    private HttpLoad(RunningDocket docket) {
        this.docket = docket;
        this.people = Stream.<Runnable>of(this::order, this::order, this::look, this::report)
                .map(work -> Thread.ofPlatform().unstarted(() -> repeat(work)))
                .toList();
    }

    static HttpLoad on(RunningDocket docket) {
        HttpLoad load = new HttpLoad(docket);
        load.people.forEach(Thread::start);
        return load;
    }

    private void repeat(Runnable work) {
        try {
            while (!stopping) {
                work.run();
            }
        } catch (RuntimeException e) {
            failures.add(e.toString());
        }
    }

    /// From opening to receipt.
    private void order() {
        String order = "L" + UUID.randomUUID().toString().substring(0, 12);
        send("platform", "/supervisions", 201, """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",
                "goodsType":"LICENSE_CODE","paidAmount":"12.00","currency":"CNY"}""".formatted(order));
        String path = "/supervisions/" + order + "%2F1";
        send("platform", path + "/issue-code", 200, "{}");
        send("staff-1", path + "/confirm-delivery", 200, "{}");
        latest = path;
        send("buyer-1", path + "/receive-code", 200, "{}");
        received.add(order);
    }

    private void send(String user, String path, int expected, String body) {
        Answer answer = docket.send(docket.request(user, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                // Patience for a busy machine; what is not decided by then is answered with 202.
                .header("Prefer", "wait=30")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (answer.status() != expected) {
            failures.add("POST " + path + " " + answer.status() + " " + answer.body());
        }
        commands.incrementAndGet();
    }

    private void look() {
        read("buyer-1", "/supervisions?limit=5");
        read("staff-1", "/tickets?limit=5");
        if (!latest.isEmpty()) {
            read("buyer-1", latest);
            read("staff-1", latest + "/events");
            read("platform", latest + "/deadlines");
        }
    }

    private void report() {
        read("reporter-1", "/reports/supervision?limit=5");
        read("reporter-1", "/reports/ticket?limit=5");
        read("reporter-1", "/reports/funnel_daily?limit=5");
    }

    private void read(String user, String path) {
        Answer answer = docket.get(user, path);
        if (answer.status() != 200) {
            failures.add("GET " + path + " " + answer.status() + " " + answer.body());
        }
        reads.incrementAndGet();
    }

    /// Commands that were answered.
    long commands() {
        return commands.get();
    }

    /// What was answered otherwise than it should.
    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Orders whose buyer has received his code.
    List<String> received() {
        return List.copyOf(received);
    }

    /// Returns when so many more commands and so many more reads are answered.
    void awaitMore(int count) {
        long commandsThen = commands.get() + count;
        long readsThen = reads.get() + count;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (commands.get() < commandsThen || reads.get() < readsThen) {
            assertThat(System.nanoTime()).as("answers come; " + failures).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /// Returns when everybody has had his last answer.
    @Override
    public void close() {
        stopping = true;
        try {
            for (Thread person : people) {
                person.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
