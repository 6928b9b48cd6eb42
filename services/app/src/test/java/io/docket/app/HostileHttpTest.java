package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.Contract.Operation;
import io.docket.app.HostileRequests.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every operation of `openapi.yaml` under requests made from its schema and damaged ones, as everybody: never a 5xx,
/// never anything of the inside, always what the contract says. `-Ddocket.hostile.seconds=600` goes on for longer,
/// `-Ddocket.hostile.seed=…` repeats a run.
class HostileHttpTest {
    private static final Duration SPAN = Duration.ofSeconds(Long.getLong("docket.hostile.seconds", 15));
    private static final long SEED = Long.getLong("docket.hostile.seed", System.nanoTime());
    private static final int SENDERS = 4;
    private static final int PROBLEMS_MAX = 20;
    /// What no answer may let out.
    static final Pattern INSIDE = Pattern.compile(
            "\\bat [a-z]+\\.[\\w.$]+\\(|Exception|\\bio\\.docket\\.[a-z]+\\.[A-Z]|springframework|java\\.lang"
                    + "|PSQL|SQLSTATE|org\\.apache");

    private final RunningDocket docket = RunningDocket.shared();
    private final RawHttp socket = new RawHttp(docket);
    private final Contract contract = new Contract();

    private record Exchange(Operation operation, Request request) {}

    @Test
    void no_operation_answers_anything_with_a_5xx_or_with_what_the_contract_does_not_say() throws Exception {
        System.out.println("docket.hostile.seed=" + SEED);
        HostileRequests requests = new HostileRequests(contract, new SplittableRandom(SEED), ids());
        List<Operation> operations = contract.operations();
        Map<String, Map<Integer, Integer>> answered = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        Instant end = Instant.now().plus(SPAN);
        int round = 0;
        try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            do {
                List<Exchange> exchanges = operations.stream()
                        .map(operation -> new Exchange(operation, requests.of(operation)))
                        .toList();
                List<Future<RawAnswer>> answers = senders.invokeAll(exchanges.stream()
                        .map(exchange -> (Callable<RawAnswer>) () -> socket.send(exchange.request()))
                        .toList());
                for (int at = 0; at < exchanges.size(); at++) {
                    Exchange exchange = exchanges.get(at);
                    RawAnswer answer = answers.get(at).get();
                    answered.computeIfAbsent(exchange.operation().toString(), _ -> new TreeMap<>())
                            .merge(answer.status(), 1, Integer::sum);
                    complaints(exchange.operation(), exchange.request(), answer)
                            .forEach(complaint ->
                                    problems.add("%s%n  %s%n  %s".formatted(complaint, exchange.request(), answer)));
                }
                round++;
            } while (Instant.now().isBefore(end) && problems.size() < PROBLEMS_MAX);
        }
        answered.forEach((operation, statuses) -> System.out.println(operation + " " + statuses));

        assertThat(problems)
                .as("docket.hostile.seed=" + SEED + " after " + round + " rounds")
                .isEmpty();
        assertThat(answered.keySet())
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(
                        operations.stream().map(Operation::toString).toList()));
        assertThat(docket.get("platform", "/supervisions?limit=1").status()).isEqualTo(200);
    }

    /// Ids that are there, of all kinds, encoded; and one that is not.
    private List<String> ids() {
        List<String> ids = new ArrayList<>(List.of("S-1", "S-2", "S-1%2FP-1", "NO%2FSUCH", "sc.1:0:0"));
        for (JsonNode item :
                docket.get("platform", "/supervisions?limit=30").json().path("items")) {
            ids.add(RunningDocket.path(item.path("supervisionId").asString()));
        }
        for (JsonNode item : docket.get("platform", "/tickets?limit=30").json().path("items")) {
            ids.add(RunningDocket.path(item.path("ticketId").asString()));
        }
        assertThat(ids).hasSizeGreaterThan(10);
        return ids;
    }

    private List<String> complaints(Operation operation, Request request, RawAnswer answer) {
        List<String> complaints = new ArrayList<>();
        int status = answer.status();
        if (status < 200 || status >= 500) {
            complaints.add("status " + status);
        }
        if (status >= 400 && INSIDE.matcher(answer.body()).find()) {
            complaints.add("something of the inside");
        }
        boolean headless = request.method().equals("HEAD");
        if (status >= 400 && !headless) {
            if (!answer.mediaType().equals("application/problem+json")) {
                complaints.add("no problem but '" + answer.mediaType() + "'");
            } else {
                complaints.addAll(contract.problemComplaints(answer.body()));
                JsonNode body = Contract.JSON.readTree(answer.body());
                if (body.path("status").asInt(0) != status
                        || body.path("code").asString("").isBlank()) {
                    complaints.add("a problem of another status, or without a code");
                }
            }
        }
        if (status >= 200
                && status < 300
                && request.method().equals(operation.method())
                && !routed(request, operation)) {
            complaints.addAll(contract.complaints(operation, status, answer.mediaType(), answer.body()));
        }
        return complaints;
    }

    /// Whether a path parameter made it another operation's path.
    private static boolean routed(Request request, Operation operation) {
        String path = request.target().replaceAll("\\?.*", "");
        return path.chars().filter(one -> one == '/').count()
                        != operation.path().chars().filter(one -> one == '/').count()
                || !request.sound();
    }
}
