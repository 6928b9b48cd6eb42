package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who sees what: another seller's objects do not exist, nor do another buyer's.
class VisibilityTest {
    private final RunningGateway docket = RunningGateway.shared();

    /// An opened supervision of S-1 and buyer-1, with a product of its own so that lists can be told apart.
    private String opened(String orderId, String productId) {
        Answer answer = docket.as("platform").post("/api/v1/supervisions", """
                        {"sellerId":"S-1","orderId":"%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"%s",
                         "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId, productId));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return orderId + "/L-1";
    }

    private String opened() {
        return opened("O-" + UUID.randomUUID(), "P-1");
    }

    private static String path(String id) {
        return "/api/v1/supervisions/" + Client.encoded(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "operator", "owner-1", "staff-2", "software-1", "reporter-1", "buyer-1"})
    void who_is_concerned_sees_it(String user) {
        String id = opened();

        assertThat(docket.as(user).get(path(id)).at("/supervisionId")).isEqualTo(id);
        assertThat(docket.as(user).get(path(id) + "/events").at("/items/0/type"))
                .isEqualTo("opened");
        assertThat(docket.as(user).get(path(id) + "/actions").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner-2", "staff-3", "reporter-2", "buyer-2"})
    void for_everybody_else_it_is_not_there(String user) {
        String id = opened();

        for (String part : List.of("", "/events", "/actions")) {
            Answer answer = docket.as(user).get(path(id) + part);
            assertThat(answer.status()).as(answer.body()).isEqualTo(404);
            assertThat(answer.at("/code")).isEqualTo("UNKNOWN_SUPERVISION");
        }
        assertThat(docket.as(user).get("/api/v1/supervisions?limit=200").body()).doesNotContain(id);
        assertThat(docket.as(user)
                        .get("/api/v1/supervisions?sellerId=S-1&limit=200")
                        .body())
                .doesNotContain(id);
    }

    @Test
    void commands_of_strangers_are_refused_as_the_rulebook_says() {
        String id = opened();

        Answer otherSeller = docket.as("staff-3").command("supervisions", id, "issue-code", "{}");
        Answer nobodys = docket.as("buyer-1").command("supervisions", "O-none/L-1", "remind", "{}");
        Answer otherBuyer = docket.as("buyer-2").command("supervisions", id, "remind", "{}");
        Answer otherSellerNamed = docket.as("buyer-1").command("supervisions", id, "remind", "{\"sellerId\":\"S-2\"}");

        assertThat(otherSeller.status()).as(otherSeller.body()).isEqualTo(404);
        assertThat(otherSeller.at("/code")).isEqualTo("UNKNOWN_SUPERVISION");
        assertThat(nobodys.status()).isEqualTo(404);
        assertThat(otherBuyer.status()).as(otherBuyer.body()).isEqualTo(403);
        assertThat(otherBuyer.at("/code")).isEqualTo("NOT_PERMITTED");
        assertThat(otherSellerNamed.status()).isEqualTo(404);
    }

    @Test
    void an_actor_in_the_body_acts_as_nobody() {
        String id = opened();

        Answer answer = docket.as("staff-1")
                .command("supervisions", id, "issue-code", "{\"actor\":\"platform:platform\",\"sellerId\":\"S-2\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/events/0/actor")).isEqualTo("staff:staff-1");
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        String product = "P-" + UUID.randomUUID();
        List<String> ids = List.of(
                opened("O-" + UUID.randomUUID(), product),
                opened("O-" + UUID.randomUUID(), product),
                opened("O-" + UUID.randomUUID(), product));

        Answer first = docket.as("owner-1").get("/api/v1/supervisions?limit=2&productId=" + product);
        String link = first.header("Link");
        Answer second = docket.as("owner-1").get(link.substring(1, link.indexOf('>')));

        assertThat(List.of(
                        first.at("/items/0/supervisionId"),
                        first.at("/items/1/supervisionId"),
                        second.at("/items/0/supervisionId")))
                .isEqualTo(ids.reversed());
        assertThat(second.json().at("/nextCursor").isNull()).isTrue();
        assertThat(second.header("Link")).isEmpty();
    }

    @Test
    void ids_with_odd_characters_are_addressed_as_they_are() {
        String id = opened("O " + UUID.randomUUID() + "%2F;ä", "P-1");

        Answer answer = docket.as("owner-1").get(path(id));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/supervisionId")).isEqualTo(id);
    }

    @Test
    void only_its_buyer_gets_the_code_in_clear() {
        String id = opened();
        docket.as("owner-1").command("supervisions", id, "issue-code", "{\"code\":\"SECRET-CODE-0001\"}");
        docket.as("owner-1").command("supervisions", id, "confirm-delivery", "{}");
        docket.as("buyer-1").command("supervisions", id, "receive-code", "{}");

        Answer revealed = docket.as("buyer-1").command("supervisions", id, "reveal-code", "{}");
        Answer others = docket.as("buyer-2").command("supervisions", id, "reveal-code", "{}");
        Answer owners = docket.as("owner-1").command("supervisions", id, "reveal-code", "{}");

        assertThat(revealed.at("/code")).as(revealed.body()).isEqualTo("SECRET-CODE-0001");
        assertThat(others.body() + owners.body()).doesNotContain("SECRET-CODE");
        assertThat(docket.as("platform").get(path(id) + "/events").body())
                .contains("0001")
                .doesNotContain("SECRET-CODE");
    }

    @Test
    void actions_say_what_may_be_done_and_why_not_the_rest() {
        String id = opened();

        var actions = docket.as("owner-1").get(path(id) + "/actions").json().at("/actions");

        for (var action : actions) {
            boolean issue = action.at("/command").asString().equals("issue-code");
            boolean appeal = action.at("/command").asString().equals("open-appeal");
            assertThat(action.at("/allowed").asBoolean()).as(action.toString()).isEqualTo(issue || appeal);
            assertThat(action.has("code")).isEqualTo(!issue && !appeal);
            assertThat(action.at("/href").asString()).startsWith(path(id) + "/");
        }
        assertThat(actions.size()).isEqualTo(33);
    }
}
