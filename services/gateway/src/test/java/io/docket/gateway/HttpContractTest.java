package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RawHttp;
import io.docket.gateway.fixture.RunningGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every request is held to, whatever it is about.
class HttpContractTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final Client platform = docket.as("platform");
    private final Client staff = docket.as("staff-1");

    private static String order(String orderId, String goodsType) {
        return """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"P-1",
                 "goodsType":"%s","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId, goodsType);
    }

    private static void assertProblem(Answer answer, int status, String code, String field) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(answer.body()).isEqualTo("application/problem+json");
        assertThat(answer.at("/code")).as(answer.body()).isEqualTo(code);
        assertThat(answer.at("/field")).as(answer.body()).isEqualTo(field);
        assertThat(answer.json().at("/status").asInt()).isEqualTo(status);
        assertThat(answer.at("/title")).isNotEmpty();
    }

    @Test
    void nobody_gets_in_without_a_password() {
        HttpRequest.Builder anonymous =
                HttpRequest.newBuilder(URI.create("http://localhost:" + docket.port() + "/api/v1/supervisions"));

        Answer answer = platform.send(anonymous.GET());

        assertProblem(answer, 401, "UNAUTHENTICATED", "");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void a_wrong_password_is_nobody() {
        Answer answer =
                platform.send(platform.request("/api/v1/supervisions").setHeader("Authorization", "Basic eDp5"));

        assertProblem(answer, 401, "UNAUTHENTICATED", "");
    }

    @Test
    void a_foreign_host_is_turned_away() throws Exception {
        String answer = RawHttp.send(docket.port(), "GET /openapi.yaml HTTP/1.1\r\nHost: evil.example\r\n");

        assertThat(answer).startsWith("HTTP/1.1 421").contains("FOREIGN_HOST");
    }

    @Test
    void what_tomcat_refuses_is_a_problem_too() throws Exception {
        String answer = RawHttp.send(docket.port(), "GET /api/v1/{ HTTP/1.1\r\nHost: localhost\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("<html");
    }

    @Test
    void what_is_not_there_is_a_problem() {
        assertProblem(platform.get("/api/v1/nothing", "Accept", "text/html"), 404, "NOT_FOUND", "");
        assertProblem(platform.get("/"), 404, "NOT_FOUND", "");
        assertProblem(platform.get("/api/v1/supervisions/O%2F1/receive-code"), 405, "METHOD_NOT_ALLOWED", "");
        assertProblem(platform.command("supervisions", "O/1", "fly", "{}"), 404, "UNKNOWN_COMMAND", "");
        assertProblem(platform.command("supervisions", "O/1", "deadline-elapsed", "{}"), 404, "UNKNOWN_COMMAND", "");
        assertProblem(docket.as("owner-1").command("tickets", "T-1", "reassign", "{}"), 404, "UNKNOWN_COMMAND", "");
    }

    @Test
    void a_post_needs_a_key() {
        Answer missing = platform.send(platform.request("/api/v1/supervisions", "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        Answer tooLong = platform.post("/api/v1/supervisions", "{}", "Idempotency-Key", "k".repeat(65));
        Answer blank = platform.post("/api/v1/supervisions", "{}", "Idempotency-Key", "a b");

        assertProblem(missing, 400, "INVALID", "Idempotency-Key");
        assertProblem(tooLong, 400, "INVALID", "Idempotency-Key");
        assertProblem(blank, 400, "INVALID", "Idempotency-Key");
    }

    @ParameterizedTest
    @CsvSource({
        "owner-1,/api/v1/tickets/T-1/accept",
        "owner-1,/api/v1/products/S-1%2FP-1/authorise-product",
        "owner-1,/api/v1/sellers/S-1/set-calendar",
        "owner-1,/api/v1/attachments?name=x.txt",
        "operator,/api/v1/dead-letters/redrive",
        "operator,/api/v1/dead-letters/sc.1:0:0/redrive",
        "operator,/api/v1/dead-letters/sc.1:0:0/park"
    })
    void every_post_needs_a_key(String user, String path) {
        Client who = docket.as(user);

        Answer missing = who.send(
                who.request(path, "Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertProblem(missing, 400, "INVALID", "Idempotency-Key");
    }

    @Test
    void a_body_that_cannot_be_read_is_refused_before_the_log() {
        assertProblem(platform.post("/api/v1/supervisions", "{\"a\":"), 400, "UNREADABLE", "body");
        assertProblem(platform.post("/api/v1/supervisions", "[]"), 400, "UNREADABLE", "body");
        assertProblem(platform.post("/api/v1/supervisions", "{\"a\":1,\"a\":2}"), 400, "UNREADABLE", "body");
        assertProblem(platform.post("/api/v1/supervisions", "{} {}"), 400, "UNREADABLE", "body");
        assertProblem(
                platform.post("/api/v1/supervisions", "[".repeat(100) + "]".repeat(100)), 400, "UNREADABLE", "body");
        assertProblem(
                platform.post("/api/v1/supervisions", "{\"a\":\"" + "x".repeat(300 * 1024) + "\"}"),
                413,
                "INVALID",
                "body");
        assertProblem(
                platform.post("/api/v1/supervisions", "a=b", "Content-Type", "application/x-www-form-urlencoded"),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "Content-Type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                              | sellerId
            {"sellerId":7}                                                  | sellerId
            {"sellerId":"S-1"}                                              | orderId
            {"sellerId":"S-1","orderId":"O","orderLineId":""}               | orderLineId
            {"sellerId":"S-1","orderId":"O\\u0000","orderLineId":"L"}       | orderId
            {"sellerId":"S-1","orderId":"O","orderLineId":"L"}              | buyerId
            """)
    void a_wrong_field_is_named(String body, String field) {
        Answer answer = platform.post("/api/v1/supervisions", body);

        assertProblem(answer, 422, "INVALID", field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "goodsType":"LICENSE_CODE" | "goodsType":"SPACESHIP"                        | goodsType
            "paidAmount":"199.00"      | "paidAmount":"-1.00"                           | paidAmount
            "currency":"CNY"           | "currency":"CNY","skuCode":"a\\u0000b"         | skuCode
            "currency":"CNY"           | "currency":"CNY","note":"a\\ud800b"            | note
            """)
    void what_the_decision_refuses_is_named_as_well(String was, String is, String field) {
        Answer answer = platform.post(
                "/api/v1/supervisions",
                order("O-" + UUID.randomUUID(), "LICENSE_CODE").replace(was, is));

        assertProblem(answer, 422, "INVALID", field);
        assertThat(answer.header("Docket-Position")).isNotEmpty();
    }

    @Test
    void a_code_that_can_be_none_is_named() {
        String orderId = "O-" + UUID.randomUUID();
        platform.post("/api/v1/supervisions", order(orderId, "LICENSE_CODE"));

        Answer tooLong =
                staff.command("supervisions", orderId + "/L-1", "issue-code", "{\"code\":\"" + "9".repeat(65) + "\"}");
        Answer number = staff.command("supervisions", orderId + "/L-1", "issue-code", "{\"code\":7}");
        Answer sealedByHimself = staff.command(
                "supervisions",
                orderId + "/L-1",
                "issue-code",
                "{\"codeSealed\":\"x\",\"codeHash\":\"x\",\"codeKeyId\":\"x\",\"codeMasked\":\"clear\"}");

        assertProblem(tooLong, 422, "INVALID", "code");
        assertProblem(number, 422, "INVALID", "code");
        assertThat(sealedByHimself.status()).isEqualTo(200);
        assertThat(sealedByHimself.at("/state/codeMasked")).isNotEqualTo("clear");
    }

    @Test
    void unsupervised_goods_are_invalid_content() {
        Answer answer = platform.post("/api/v1/supervisions", order("O-" + UUID.randomUUID(), "IMAGE"));

        assertProblem(answer, 422, "NOT_SUPERVISED", "");
    }

    @Test
    void an_expected_version_is_held_against_the_state() {
        String orderId = "O-" + UUID.randomUUID();
        platform.post("/api/v1/supervisions", order(orderId, "LICENSE_CODE"));

        Answer stale = staff.command("supervisions", orderId + "/L-1", "issue-code", "{}", "If-Match", "\"7\"");
        Answer malformed = staff.command("supervisions", orderId + "/L-1", "issue-code", "{}", "If-Match", "seven");
        Answer right = staff.command("supervisions", orderId + "/L-1", "issue-code", "{}", "If-Match", "\"1\"");

        assertProblem(stale, 412, "VERSION_CONFLICT", "");
        assertProblem(malformed, 400, "INVALID", "If-Match");
        assertThat(right.status()).isEqualTo(200);
    }

    @Test
    void five_times_the_same_command_is_once_with_five_equal_answers() {
        String body = order("O-" + UUID.randomUUID(), "LICENSE_CODE");
        String key = UUID.randomUUID().toString();

        var answers = IntStream.range(0, 5)
                .parallel()
                .mapToObj(_ -> platform.post("/api/v1/supervisions", body, "Idempotency-Key", key))
                .toList();
        Answer other = platform.post("/api/v1/supervisions", body.replace("199.00", "198.00"), "Idempotency-Key", key);

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(answers.getFirst().body());
        assertProblem(other, 422, "IDEMPOTENCY_MISMATCH", "");
    }

    @Test
    void a_repeat_is_answered_as_the_first_although_the_state_has_moved_on() {
        String orderId = "O-" + UUID.randomUUID();
        String key = UUID.randomUUID().toString();
        platform.post("/api/v1/supervisions", order(orderId, "LICENSE_CODE"));
        Answer first = staff.command(
                "supervisions", orderId + "/L-1", "issue-code", "{\"code\":\"A1\"}", "Idempotency-Key", key);
        staff.command("supervisions", orderId + "/L-1", "confirm-delivery", "{}");

        Answer again = staff.command(
                "supervisions", orderId + "/L-1", "issue-code", "{\"code\":\"A1\"}", "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void who_does_not_wait_gets_a_position_to_read_after() {
        String orderId = "O-" + UUID.randomUUID();

        Answer accepted = platform.post("/api/v1/supervisions", order(orderId, "LICENSE_CODE"), "Prefer", "wait=0");
        Answer read =
                platform.get(accepted.header("Location"), "Docket-Min-Position", accepted.header("Docket-Position"));

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/supervisions/" + orderId + "%2FL-1");
        assertThat(read.status()).as(read.body()).isEqualTo(200);
        assertThat(read.at("/node")).isEqualTo("AWAITING_ISSUE");
    }

    @Test
    void a_position_that_cannot_be_is_refused() {
        assertProblem(
                platform.get("/api/v1/supervisions", "Docket-Min-Position", "sc.9:0:1"),
                412,
                "UNKNOWN_GENERATION",
                "Docket-Min-Position");
        assertProblem(
                platform.get("/api/v1/supervisions", "Docket-Min-Position", "nonsense"),
                400,
                "INVALID",
                "Docket-Min-Position");
        assertProblem(
                platform.get("/api/v1/reports/freshness", "Docket-Min-Position", "sc.1:0:1,".repeat(97) + "sc.1:0:1"),
                400,
                "INVALID",
                "Docket-Min-Position");
    }

    @Test
    void a_position_that_is_not_reached_in_time_is_worth_another_try() {
        Answer answer = platform.get("/api/v1/supervisions", "Docket-Min-Position", "sc.1:0:999999999");

        assertProblem(answer, 503, "POSITION_NOT_REACHED", "");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void wrong_parameters_are_named() {
        assertProblem(platform.get("/api/v1/supervisions?limit=201"), 400, "INVALID", "limit");
        assertProblem(platform.get("/api/v1/supervisions?limit=x"), 400, "INVALID", "limit");
        assertProblem(platform.get("/api/v1/supervisions?cursor=zzz"), 400, "INVALID", "cursor");
        assertProblem(platform.get("/api/v1/supervisions?node=NOWHERE"), 400, "INVALID", "node");
        assertProblem(platform.get("/api/v1/supervisions?openedFrom=now"), 400, "INVALID", "openedFrom");
        assertProblem(platform.get("/api/v1/supervisions?nod=COMPLETED"), 400, "INVALID", "nod");
        assertProblem(platform.get("/api/v1/tickets?queue=yours"), 400, "INVALID", "queue");
    }

    @Test
    void who_only_reads_sends_no_commands() {
        assertProblem(docket.as("reporter-1").command("supervisions", "O/1", "remind", "{}"), 403, "NOT_PERMITTED", "");
        assertProblem(docket.as("operator").post("/api/v1/tickets", "{}"), 403, "NOT_PERMITTED", "");
    }
}
