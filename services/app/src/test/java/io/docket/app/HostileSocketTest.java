package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What is no HTTP, or HTTP at its worst, over a bare socket: a clean 4xx or a closed connection, in bounded time, and
/// nothing of the inside.
@Execution(ExecutionMode.CONCURRENT)
class HostileSocketTest {
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final RunningDocket docket = RunningDocket.shared();
    private final RawHttp socket = new RawHttp(docket);
    private final Contract contract = new Contract();

    private String head(String line, String... headers) {
        return line + "\r\nHost: " + socket.authority()
                + "\r\nConnection: close\r\nAuthorization: Basic cGxhdGZvcm06ZGVtbw==\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
    }

    private String post(String... headers) {
        List<String> all = new ArrayList<>(List.of("Idempotency-Key: raw", "Content-Type: application/json"));
        all.addAll(List.of(headers));
        return head("POST /api/v1/tickets HTTP/1.1", all.toArray(String[]::new));
    }

    /// By name; what goes over the wire, and then nothing more.
    private Map<String, String> requests() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("no HTTP", "HELO docket\r\n\r\n");
        requests.put("a request line without a version", "GET /api/v1/tickets\r\n\r\n");
        requests.put("another version", head("GET /api/v1/tickets HTTP/7.3"));
        requests.put("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        requests.put("a method of strange characters", head("G\u0001ET /api/v1/tickets HTTP/1.1"));
        requests.put("a space in the path", head("GET /api/v1/tick ets HTTP/1.1"));
        requests.put("a raw control character in the path", head("GET /api/v1/\u0007 HTTP/1.1"));
        requests.put("a broken percent encoding", head("GET /api/v1/tickets/%zz HTTP/1.1"));
        requests.put("a path that climbs", head("GET /api/v1/../../../etc/passwd HTTP/1.1"));
        requests.put("a path without its slash", head("GET api/v1/tickets HTTP/1.1"));
        requests.put("an endless path", head("GET /" + "x".repeat(20_000) + " HTTP/1.1"));
        requests.put("an endless header", head("GET /api/v1/tickets HTTP/1.1", "X: " + "x".repeat(20_000)));
        requests.put("too many headers", head("GET /api/v1/tickets HTTP/1.1", "X: y\r\n".repeat(500) + "X: y"));
        requests.put("a header without a name", head("GET /api/v1/tickets HTTP/1.1", ": y"));
        requests.put("a header with a NUL", head("GET /api/v1/tickets HTTP/1.1", "Docket-Min-Position: \u0000"));
        requests.put("two hosts", head("GET /api/v1/tickets HTTP/1.1", "Host: localhost"));
        requests.put("two lengths", post("Content-Length: 2", "Content-Length: 3") + "{}");
        requests.put("a negative length", post("Content-Length: -1"));
        requests.put("a length of letters", post("Content-Length: many"));
        requests.put("a length beyond all", post("Content-Length: 99999999999999999999"));
        requests.put("a length and chunks", post("Content-Length: 2", "Transfer-Encoding: chunked") + "zz\r\n{}\r\n");
        requests.put("chunks of no size", post("Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n");
        requests.put("an unknown encoding", post("Transfer-Encoding: rot13") + "{}");
        requests.put(
                "a multipart body that is none",
                head(
                                "POST /api/v1/tickets HTTP/1.1",
                                "Idempotency-Key: raw",
                                "Content-Type: multipart/form-data",
                                "Content-Length: 2")
                        + "{}");
        requests.put("a parameter named NUL", head("GET /api/v1/tickets?%00=1 HTTP/1.1"));
        requests.put("a parameter of no UTF-8", head("GET /api/v1/tickets?limit=%C3%28 HTTP/1.1"));
        requests.put("an unreadable Accept", head("GET /api/v1/nothing HTTP/1.1", "Accept: nonsense"));
        requests.put(
                "a time before all time",
                head("GET /api/v1/supervisions?openedFrom=-999999999-01-01T00:00:00Z HTTP/1.1"));
        requests.put("an exponent beyond bounds", post("Content-Length: 24") + "{\"a\":1e0000000008198552}");
        requests.put(
                "a number that grows when written", post("Content-Length: 104") + "{\"a\":" + "1".repeat(96) + "e9}");
        requests.put("a body that never comes", post("Content-Length: 100") + "{");
        requests.put("a head that never ends", "GET /api/v1/tickets HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        return requests;
    }

    @Test
    void what_is_hardly_http_ends_in_a_clean_4xx_or_a_closed_connection() throws Exception {
        Map<String, Future<RawAnswer>> answers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();

        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            requests()
                    .forEach((name, request) -> answers.put(
                            name,
                            senders.submit(() -> socket.exchange(request.getBytes(StandardCharsets.ISO_8859_1)))));
            for (var answer : answers.entrySet()) {
                RawAnswer found = answer.getValue().get(WITHIN.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
                complaints(found).forEach(problem -> problems.add(answer.getKey() + ": " + problem + "\n  " + found));
                System.out.println(answer.getKey() + ": " + found.status());
            }
        }

        assertThat(problems).isEmpty();
        assertThat(docket.get("platform", "/tickets?limit=1").status()).isEqualTo(200);
    }

    private List<String> complaints(RawAnswer answer) {
        if (answer.status() == 0) {
            // Without a version it was HTTP/0.9, whose answers are a body only.
            boolean bare = answer.head().startsWith("{") && answer.head().contains("\"status\":4");
            return answer.head().isEmpty() || bare ? List.of() : List.of("neither an answer nor a closed connection");
        }
        List<String> complaints = new ArrayList<>();
        if (answer.status() < 400 || answer.status() >= 500) {
            complaints.add("status " + answer.status());
        }
        if (HostileHttpTest.INSIDE.matcher(answer.head() + answer.body()).find()) {
            complaints.add("something of the inside");
        }
        if (!answer.mediaType().equals("application/problem+json")) {
            complaints.add("no problem");
        } else {
            complaints.addAll(contract.problemComplaints(answer.body()));
        }
        return complaints;
    }
}
