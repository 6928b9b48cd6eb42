package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// One order line over HTTP, from its opening to completion, and what is refused on the way.
class SupervisionJourneyTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final Client platform = docket.as("platform");
    private final Client staff = docket.as("staff-1");
    private final Client buyer = docket.as("buyer-1");
    private final Client software = docket.as("software-1");

    private static String order(String orderId) {
        return """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"P-1","productVersion":"2.1.0",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId).replace("L/1", "L-1");
    }

    private String opened() {
        String orderId = "O-" + UUID.randomUUID();
        Answer answer = platform.post("/api/v1/supervisions", order(orderId));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return orderId + "/L-1";
    }

    @Test
    void an_order_comes_from_opening_to_completion() {
        String id = opened();

        Answer issued = staff.command("supervisions", id, "issue-code", "{\"code\":\"PL12-3456-789A-7F3A\"}");
        Answer delivered = staff.command("supervisions", id, "confirm-delivery", "{}");
        Answer received = buyer.command("supervisions", id, "receive-code", "");
        Answer activated = software.command("supervisions", id, "activate-code", "{\"code\":\"PL12-3456-789A-7F3A\"}");
        Answer proven = staff.command("supervisions", id, "upload-proof", "{}");

        assertThat(issued.status()).as(issued.body()).isEqualTo(200);
        assertThat(issued.body()).doesNotContain("PL12-3456-789A-7F3A").contains("7F3A");
        assertThat(delivered.at("/state/node")).as(delivered.body()).isEqualTo("AWAITING_RECEIPT");
        assertThat(received.at("/code")).as(received.body()).isEqualTo("PL12-3456-789A-7F3A");
        assertThat(received.at("/state/node")).isEqualTo("AWAITING_ACTIVATION");
        assertThat(activated.at("/state/codeState")).as(activated.body()).isEqualTo("ALIVE");
        assertThat(proven.at("/state/node")).as(proven.body()).isEqualTo("COMPLETED");
        assertThat(proven.at("/events/1/type")).isEqualTo("completed");
        assertThat(proven.header("ETag")).isEqualTo("\"" + proven.at("/state/version") + "\"");
    }

    @Test
    void a_refund_after_receipt_is_refused() {
        String id = opened();
        staff.command("supervisions", id, "issue-code", "{}");
        staff.command("supervisions", id, "confirm-delivery", "{}");
        buyer.command("supervisions", id, "receive-code", "{}");

        Answer refused = buyer.command("supervisions", id, "request-refund", "{\"amount\":\"199.00\"}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.at("/code")).isEqualTo("CODE_RECEIVED");
        assertThat(refused.at("/command")).isEqualTo("request-refund");
        assertThat(refused.at("/state")).isEqualTo("AWAITING_ACTIVATION");
        assertThat(refused.at("/type")).isEqualTo("urn:docket:problem:code-received");
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.header("Docket-Position")).startsWith("sc.1:");
    }

    @Test
    void the_second_heartbeat_of_a_day_is_accepted_without_an_event_each_time_alike() {
        String id = opened();
        staff.command("supervisions", id, "issue-code", "{}");
        staff.command("supervisions", id, "confirm-delivery", "{}");
        buyer.command("supervisions", id, "receive-code", "{}");
        software.command("supervisions", id, "activate-code", "{}");
        software.command("supervisions", id, "report-heartbeat", "{}");
        String key = UUID.randomUUID().toString();

        Answer second = software.command("supervisions", id, "report-heartbeat", "{}", "Idempotency-Key", key);
        Answer again = software.command("supervisions", id, "report-heartbeat", "{}", "Idempotency-Key", key);
        Answer other = software.command("supervisions", id, "release-code", "{}", "Idempotency-Key", key);

        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(second.json().at("/events").size()).isZero();
        assertThat(second.at("/state/node")).isEqualTo("AWAITING_PROOF");
        assertThat(again.body()).isEqualTo(second.body());
        assertThat(other.at("/code")).as(other.body()).isEqualTo("IDEMPOTENCY_MISMATCH");
        Answer counted = docket.as("owner-1")
                .get(
                        "/api/v1/reports/code_usage_daily?supervision_id=" + Client.encoded(id),
                        "Docket-Min-Position",
                        again.header("Docket-Position"));
        assertThat(counted.at("/rows/0/heartbeats")).as(counted.body()).isEqualTo("2");
        assertThat(counted.at("/rows/0/usage_reports")).isEqualTo("0");
    }

    @Test
    void a_renewal_keeps_the_version_that_was_bought() {
        String id = opened();
        staff.command("supervisions", id, "issue-code", "{}");
        staff.command("supervisions", id, "confirm-delivery", "{}");
        buyer.command("supervisions", id, "receive-code", "{}");
        Answer activated = software.command("supervisions", id, "activate-code", "{}");

        Answer renewed = platform.command("supervisions", id, "renew-code", """
                {"scene":"RENEWAL","expiresAt":"2031-01-01T00:00:00Z","productVersion":"9.0.0"}""");

        assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
        assertThat(activated.at("/state/productVersion")).isEqualTo("2.1.0");
        assertThat(renewed.at("/state/productVersion")).isEqualTo("2.1.0");
    }

    @Test
    void an_order_opened_again_by_another_command_gets_the_first_answer() {
        String orderId = "O-" + UUID.randomUUID();
        Answer first = platform.post("/api/v1/supervisions", order(orderId));
        staff.command("supervisions", orderId + "/L-1", "issue-code", "{}");

        Answer again = platform.post("/api/v1/supervisions", order(orderId));

        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void a_received_code_is_shown_again_to_whoever_repeats_the_command() {
        String id = opened();
        staff.command("supervisions", id, "issue-code", "{\"code\":\"AB12-CD34-EF56\"}");
        staff.command("supervisions", id, "confirm-delivery", "{}");
        String key = UUID.randomUUID().toString();
        Answer first = buyer.command("supervisions", id, "receive-code", "{}", "Idempotency-Key", key);

        Answer again = buyer.command("supervisions", id, "receive-code", "{}", "Idempotency-Key", key);

        assertThat(first.at("/code")).as(first.body()).isEqualTo("AB12-CD34-EF56");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void what_the_clock_will_bring_about_is_listed_the_next_first() {
        String id = opened();
        String path = "/api/v1/supervisions/" + id.replace("/", "%2F");
        Answer onlyReminder = platform.get(path + "/deadlines");
        buyer.command("supervisions", id, "request-refund", "{\"amount\":\"199.00\"}");
        Answer approved = staff.command("supervisions", id, "approve-refund", "{}");

        Answer both = buyer.get(path + "/deadlines");

        assertThat(onlyReminder.json().at("/items").size()).isEqualTo(1);
        assertThat(both.at("/items/0/kind")).as(both.body()).isEqualTo("refund-settlement");
        Instant approvedAt = Instant.parse(approved.at("/state/updatedAt"));
        assertThat(both.at("/items/0/dueAt"))
                .isEqualTo(approvedAt.plus(Duration.ofHours(3)).toString());
        assertThat(both.at("/items/1/kind")).isEqualTo("supervision-reminder");
        assertThat(docket.as("buyer-2").get(path + "/deadlines").status()).isEqualTo(404);
    }

    @Test
    void a_supervision_can_be_seen_as_it_was() {
        String id = opened();
        String path = "/api/v1/supervisions/" + id.replace("/", "%2F");
        Answer issued = staff.command("supervisions", id, "issue-code", "{}");
        staff.command("supervisions", id, "confirm-delivery", "{}");
        Instant issuedAt = Instant.parse(issued.at("/state/updatedAt"));

        Answer then = buyer.get(path + "?asOf=" + issuedAt);
        Answer before = buyer.get(path + "?asOf=2020-01-01T00:00:00Z");

        assertThat(then.json()).as(then.body()).isEqualTo(issued.json().get("state"));
        assertThat(then.header("ETag")).isEqualTo("\"2\"");
        assertThat(before.status()).isEqualTo(404);
        assertThat(buyer.get(path + "?asOf=yesterday").status()).isEqualTo(400);
    }
}
