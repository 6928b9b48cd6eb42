package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// While Postgres is away commands are kept, and decided once it is back.
class OutageTest {
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(40);

    private final RunningGateway docket = RunningGateway.shared();
    private final Client platform = docket.as("platform");

    @Test
    void commands_are_kept_while_the_database_is_away() {
        String orderId = "O-" + UUID.randomUUID();
        String body = """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"P-1",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId);
        Answer before = platform.post("/api/v1/supervisions", body.replace(orderId, orderId + "-before"));
        List<Answer> answers = new ArrayList<>();

        docket.withoutDatabase(() -> {
            answers.add(platform.post("/api/v1/supervisions", body, "Prefer", "wait=1"));
            answers.add(platform.get("/api/v1/supervisions"));
        });
        Answer read = afterRecovery(answers.getFirst());

        assertThat(before.status()).as(before.body()).isEqualTo(201);
        assertThat(answers.getFirst().status()).as(answers.getFirst().body()).isEqualTo(202);
        assertThat(answers.getLast().status()).as(answers.getLast().body()).isEqualTo(503);
        assertThat(answers.getLast().header("Retry-After")).isNotEmpty();
        assertThat(read.at("/node")).as(read.body()).isEqualTo("AWAITING_ISSUE");
    }

    private Answer afterRecovery(Answer accepted) {
        Instant end = Instant.now().plus(RECOVERY_MAX);
        Answer read;
        do {
            read = platform.get(accepted.header("Location"), "Docket-Min-Position", accepted.header("Docket-Position"));
        } while (read.status() != 200 && Instant.now().isBefore(end));
        return read;
    }
}
