package io.docket.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How long a caller over HTTP waits for his answer at a given rate. The load is open: each command has its time to be
/// sent, whether the ones before it are answered or not, and its wait counts from then, also where the client was late.
final class LatencyBench {
    /// Slower at first: a JVM that has compiled nothing yet turns away what it can do later, and then never
    /// comes to rest. Minutes of it, for the compiler shares two cores with everything else.
    private static final List<WarmUp> WARM_UPS = List.of(new WarmUp(0.2, 30), new WarmUp(0.5, 60), new WarmUp(1, 90));

    private record WarmUp(double share, int seconds) {}

    private static final int UNDER_WAY = 1_000;
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// A rate that fell short by more was not met.
    private static final double RATE_MET_MIN = 0.99;

    /// More unanswered commands at the end than are answered in this time: the backlog grew.
    private static final Duration BACKLOG_MAX = Duration.ofMillis(100);

    private static final List<Step> STEPS = List.of(
            new Step("", "platform", """
                    {"sellerId":"S-1","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",\
                    "goodsType":"LICENSE_CODE","paidAmount":"1280.00","currency":"CNY"}"""),
            new Step("issue-code", "platform", "{}"),
            new Step("confirm-delivery", "staff", "{\"comment\":\"deployed\"}"),
            new Step("receive-code", "buyer", "{}"),
            new Step("activate-code", "software", "{}"),
            new Step("upload-proof", "staff", "{\"documents\":[{\"name\":\"proof.pdf\"}]}"));

    private record Step(String command, String user, String body) {}

    /// What was seen.
    ///
    /// @param answered with success, in the time of the measurement
    /// @param others refused, late or failed
    /// @param unansweredMax at once
    /// @param unansweredAtEnd when the last was sent
    /// @param micros from the intended time of sending to the whole answer
    record Run(
            int rate, int seconds, int answered, int others, int unansweredMax, int unansweredAtEnd, Histogram micros) {
        boolean rateMet() {
            return others == 0 && answered >= RATE_MET_MIN * rate * seconds;
        }

        boolean backlogGrew() {
            return unansweredAtEnd > rate * BACKLOG_MAX.toMillis() / 1_000.0;
        }

        double millis(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1e3;
        }

        @Override
        public String toString() {
            return "%d commands per second for %d s: %,d answered, %d others, %s; p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms; unanswered at most %d, at the end %d"
                    .formatted(
                            rate,
                            seconds,
                            answered,
                            others,
                            rateMet() && !backlogGrew() ? "met" : "NOT met",
                            millis(50),
                            millis(99),
                            millis(99.9),
                            micros.getMaxValue() / 1e3,
                            unansweredMax,
                            unansweredAtEnd);
        }
    }

    private final URI base;
    private final int rate;
    private final int seconds;
    private final Histogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger unansweredMax = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger others = new AtomicInteger();

    LatencyBench(URI base, int rate, int seconds) {
        this.base = base;
        this.rate = rate;
        this.seconds = seconds;
    }

    /// Warms up, then measures.
    Run run() throws InterruptedException {
        for (WarmUp warmUp : WARM_UPS) {
            int slower = (int) (rate * warmUp.share());
            send("W" + slower + "-", slower, slower * warmUp.seconds());
        }
        micros.reset();
        List.of(unansweredMax, answered, others).forEach(count -> count.set(0));
        int atEnd = send("L", rate, rate * seconds);
        return new Run(rate, seconds, answered.get(), others.get(), unansweredMax.get(), atEnd, micros);
    }

    /// @return how many were unanswered when the last was sent
    private int send(String prefix, int perSecond, int count) throws InterruptedException {
        int atEnd;
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long startNanos = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long intendedNanos = startNanos + i * 1_000_000_000L / perSecond;
                for (long ahead = intendedNanos - System.nanoTime(); ahead > 0; ) {
                    LockSupport.parkNanos(ahead);
                    ahead = intendedNanos - System.nanoTime();
                }
                HttpRequest request = request(prefix, i);
                unansweredMax.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
                senders.execute(() -> send(client, request, intendedNanos));
            }
            atEnd = unanswered.get();
        }
        return atEnd;
    }

    /// A thousand orders at once take their steps in turn: the next of one follows two seconds after the last.
    private HttpRequest request(String prefix, int number) {
        int lap = number / UNDER_WAY;
        String order = prefix + lap / STEPS.size() + "N" + number % UNDER_WAY;
        Step step = STEPS.get(lap % STEPS.size());
        String path = step.command().isEmpty() ? "" : "/" + order + "%2F1/" + step.command();
        String credentials = Base64.getEncoder()
                .encodeToString((step.user() + ":" + AppProcess.PASSWORD).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(base.resolve("/api/v1/supervisions" + path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", prefix + number)
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(step.body().formatted(order)))
                .build();
    }

    private void send(HttpClient client, HttpRequest request, long intendedNanos) {
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .statusCode();
            long waitedMicros = (System.nanoTime() - intendedNanos) / 1_000;
            micros.recordValue(Math.min(waitedMicros, HIGHEST_MICROS));
            (status == 200 || status == 201 ? answered : others).incrementAndGet();
        } catch (IOException e) {
            others.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unanswered.decrementAndGet();
        }
    }
}
