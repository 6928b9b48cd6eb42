package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Tickets over HTTP: the queue read through the products' authorisations, and who may do what.
class TicketJourneyTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final Client buyer = docket.as("buyer-1");
    private final Client owner = docket.as("owner-1");
    private final String product = "P-" + UUID.randomUUID();

    private Answer open(String key) {
        return buyer.post("/api/v1/tickets", """
                {"sellerId":"S-1","productId":"%s","category":"FAULT","severity":"CRITICAL","text":"It is broken"}""".formatted(product), "Idempotency-Key", key);
    }

    private void authorise(String staff) {
        Answer answer = owner.command("products", "S-1/" + product, "authorise-product", "{\"to\":\"" + staff + "\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_retried_opening_is_the_same_ticket() {
        String key = UUID.randomUUID().toString();

        Answer first = open(key);
        Answer again = open(key);

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.header("Location")).isEqualTo("/api/v1/tickets/" + first.at("/state/ticketId"));
    }

    @Test
    void a_ticket_waits_for_whom_its_product_is_authorised_to() {
        String id = open(UUID.randomUUID().toString()).at("/state/ticketId");

        authorise("staff:staff-1");
        String queueOfFirst =
                docket.as("staff-1").get("/api/v1/tickets?queue=mine&limit=200").body();
        String queueOfOther =
                docket.as("staff-2").get("/api/v1/tickets?queue=mine&limit=200").body();
        String queueOfOwner = owner.get("/api/v1/tickets?queue=mine&limit=200").body();
        authorise("staff:staff-2");

        assertThat(queueOfFirst).contains(id);
        assertThat(queueOfOther).doesNotContain(id);
        assertThat(queueOfOwner).contains(id);
        assertThat(docket.as("staff-1")
                        .get("/api/v1/tickets?queue=mine&limit=200")
                        .body())
                .doesNotContain(id);
        assertThat(docket.as("staff-2")
                        .get("/api/v1/tickets?queue=mine&limit=200")
                        .body())
                .contains(id);
        assertThat(buyer.get("/api/v1/tickets?queue=mine").status()).isEqualTo(403);
    }

    @Test
    void a_ticket_comes_from_opening_to_its_rating() {
        String id = open(UUID.randomUUID().toString()).at("/state/ticketId");
        authorise("staff:staff-1");
        Client staff = docket.as("staff-1");

        Answer stranger = docket.as("staff-2").command("tickets", id, "accept", "{}");
        Answer accepted = staff.command("tickets", id, "accept", "{}");
        Answer late = owner.command("tickets", id, "accept", "{}");
        staff.command("tickets", id, "note", "{\"text\":\"He always says so\"}");
        staff.command("tickets", id, "reply", "{\"text\":\"Restart it\"}");
        staff.command("tickets", id, "propose-solution", "{\"text\":\"Restarted\"}");
        Answer confirmed = buyer.command("tickets", id, "confirm", "{}");
        Answer rated = buyer.command("tickets", id, "rate", "{\"rating\":5}");
        Answer deleted = buyer.command("tickets", id, "delete", "{}");

        assertThat(stranger.status()).as(stranger.body()).isEqualTo(403);
        assertThat(stranger.at("/code")).isEqualTo("NOT_AUTHORISED_FOR_PRODUCT");
        assertThat(accepted.at("/state/handler")).as(accepted.body()).isEqualTo("staff:staff-1");
        assertThat(late.at("/code")).isEqualTo("ALREADY_ACCEPTED");
        assertThat(confirmed.at("/state/state")).as(confirmed.body()).isEqualTo("COMPLETED");
        assertThat(rated.json().at("/state/rating").asInt()).isEqualTo(5);
        assertThat(deleted.at("/state/state")).isEqualTo("DELETED");
        assertThat(buyer.get("/api/v1/tickets?limit=200").body()).doesNotContain(id);
        assertThat(staff.get("/api/v1/tickets/" + id + "/events").body()).contains("He always says so");
        assertThat(buyer.get("/api/v1/tickets/" + id + "/events").body())
                .contains("Restart it")
                .doesNotContain("He always says so");
    }

    @Test
    void another_sellers_product_is_not_there() {
        String path = "/api/v1/products/" + Client.encoded("S-1/" + product);
        authorise("staff:staff-1");

        Answer command = docket.as("owner-2").command("products", "S-1/" + product, "revoke-product", "{}");

        assertThat(command.status()).isEqualTo(404);
        assertThat(docket.as("owner-2").get(path).status()).isEqualTo(404);
        assertThat(buyer.get(path).status()).isEqualTo(404);
        assertThat(owner.get(path).at("/authorisedTo")).isEqualTo("staff:staff-1");
        assertThat(owner.get("/api/v1/products?limit=200").body()).contains(product);
        assertThat(docket.as("staff-1")
                        .command("products", "S-1/" + product, "revoke-product", "{}")
                        .at("/code"))
                .isEqualTo("NOT_PERMITTED");
    }
}
