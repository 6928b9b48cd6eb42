package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.RunningDocket.Answer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// From HTTP to the report row, on the whole of Docket.
class EndToEndTest {
    private final RunningDocket docket = RunningDocket.shared();

    private String open() {
        String order = "E" + UUID.randomUUID().toString().substring(0, 12);
        Answer opened = docket.post("platform", "/supervisions", """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",
                 "goodsType":"LICENSE_CODE","paidAmount":"1280.00","currency":"CNY"}""".formatted(order));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        return order + "/1";
    }

    private Answer command(String user, String id, String command, String body) {
        return docket.post(user, "/supervisions/" + RunningDocket.path(id) + "/" + command, body);
    }

    private String received() {
        String id = open();
        assertThat(command("platform", id, "issue-code", "{\"code\":\"PLE2E" + id.hashCode() + "7F3A\"}")
                        .status())
                .isEqualTo(200);
        assertThat(command("staff-1", id, "confirm-delivery", "{}").status()).isEqualTo(200);
        Answer receipt = command("buyer-1", id, "receive-code", "{}");
        assertThat(receipt.json().path("code").asString()).isEqualTo("PLE2E" + id.hashCode() + "7F3A");
        return id;
    }

    @Test
    void an_order_driven_to_completion_is_read_in_the_report() throws SQLException {
        String id = received();

        assertThat(command("software-1", id, "activate-code", "{}").status()).isEqualTo(200);
        Answer done = command("staff-1", id, "upload-proof", "{\"documents\":[{\"name\":\"proof.pdf\"}]}");

        assertThat(done.json().path("state").path("node").asString()).isEqualTo("COMPLETED");
        assertThat(docket.query(
                        "reporter_1",
                        "SELECT node, code_state FROM report.supervision WHERE supervision_id = '" + id + "'"))
                .containsExactly(List.of("COMPLETED", "ALIVE"));
        assertThat(docket.query(
                        "reporter_2", "SELECT node FROM report.supervision WHERE supervision_id = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void a_refund_after_receipt_is_refused() {
        String id = received();

        Answer refund = command("buyer-1", id, "request-refund", "{\"amount\":\"1280.00\"}");

        assertThat(refund.status()).isEqualTo(409);
        assertThat(refund.code()).isEqualTo("CODE_RECEIVED");
    }

    @Test
    void an_activation_before_receipt_or_a_second_one_is_refused() {
        String id = open();
        assertThat(command("software-1", id, "activate-code", "{}").code()).isEqualTo("UNKNOWN_CODE");
        command("platform", id, "issue-code", "{}");
        assertThat(command("software-1", id, "activate-code", "{}").code()).isEqualTo("NOT_RECEIVED");
        command("staff-1", id, "confirm-delivery", "{}");
        command("buyer-1", id, "receive-code", "{}");
        assertThat(command("software-1", id, "activate-code", "{}").status()).isEqualTo(200);

        Answer second = command("software-1", id, "activate-code", "{}");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("ALREADY_ACTIVATED");
    }

    @Test
    void the_same_command_five_times_at_once_has_one_outcome_and_five_equal_answers() throws SQLException {
        String id = received();
        List<CompletableFuture<Answer>> sent = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            sent.add(CompletableFuture.supplyAsync(
                    () -> docket.post(
                            "software-1",
                            "/supervisions/" + RunningDocket.path(id) + "/activate-code",
                            "{}",
                            "five-" + id),
                    task -> Thread.ofVirtual().start(task)));
        }
        List<String> answers = sent.stream()
                .map(CompletableFuture::join)
                .map(Answer::body)
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
        assertThat(docket.query(
                        "reporter_1",
                        "SELECT count(*) FROM report.event WHERE aggregate_id = '" + id
                                + "' AND event_type = 'code-activated'"))
                .containsExactly(List.of("1"));
    }

    @Test
    void another_sellers_objects_do_not_exist() {
        String id = open();

        assertThat(docket.get("owner-2", "/supervisions/" + RunningDocket.path(id))
                        .status())
                .isEqualTo(404);
        assertThat(command("staff-3", id, "confirm-delivery", "{}").status()).isEqualTo(404);
        assertThat(docket.get("buyer-2", "/supervisions/" + RunningDocket.path(id))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void bad_input_is_a_4xx_that_names_the_field() {
        String order =
                "{\"sellerId\":\"S-1\",\"orderId\":\"BAD\",\"orderLineId\":\"1\",\"buyerId\":\"b\",\"productId\":\"p\","
                        + "\"goodsType\":\"%s\",\"paidAmount\":\"%s\",\"currency\":\"CNY\"}";
        assertField(docket.post("platform", "/supervisions", order.formatted("NONSENSE", "1.00")), 422, "goodsType");
        assertField(docket.post("platform", "/supervisions", order.formatted("LICENSE_CODE", "-1")), 422, "paidAmount");
        String id = open();
        assertField(command("platform", id, "issue-code", "{\"code\":\"" + "x".repeat(65) + "\"}"), 422, "code");
        assertField(command("buyer-1", id, "request-refund", "{\"amount\":1}"), 422, "amount");
        assertThat(command("buyer-1", id, "request-refund", "{\"amount\":\"-1\"}")
                        .code())
                .isEqualTo("REFUND_AMOUNT_INVALID");
        assertField(
                command("buyer-1", id, "request-refund", "{\"amount\":\"1\",\"reason\":\"a\\u0000b\"}"), 422, "reason");
        assertThat(command("buyer-1", id, "request-refund", "{").status()).isEqualTo(400);
        assertThat(command("buyer-1", id, "no-such-command", "{}").status()).isEqualTo(404);
        assertThat(command("staff-1", id, "upload-proof", "{\"x\":\"" + "y".repeat(300 * 1024) + "\"}")
                        .status())
                .isBetween(400, 499);
    }

    private static void assertField(Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json().path("field").asString("")).as(answer.body()).isEqualTo(field);
    }

    @Test
    void a_ticket_goes_from_opening_to_completion_and_follows_its_product() {
        Answer opened = docket.post("buyer-2", "/tickets", """
                {"sellerId":"S-1","productId":"P-1","category":"USAGE","severity":"HIGH","text":"授权码无法激活"}""");
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        String ticket =
                "/tickets/" + opened.json().path("state").path("ticketId").asString();

        assertThat(docket.post("staff-2", ticket + "/accept", "{}").code()).isEqualTo("NOT_AUTHORISED_FOR_PRODUCT");
        assertThat(docket.post("staff-1", ticket + "/accept", "{}").status()).isEqualTo(200);
        Answer late = docket.post("owner-1", ticket + "/accept", "{}");
        assertThat(late.code()).isEqualTo("ALREADY_ACCEPTED");
        assertThat(late.body()).contains("staff:staff-1");
        assertThat(docket.post("staff-1", ticket + "/propose-solution", "{\"text\":\"2.1.3\"}")
                        .status())
                .isEqualTo(200);
        Answer confirmed = docket.post("buyer-2", ticket + "/confirm", "{}");

        assertThat(confirmed.json().path("state").path("state").asString()).isEqualTo("COMPLETED");
    }
}
