package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import io.docket.gateway.fixture.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// `GET /api/v1/stream`: what becomes true, as it does, for those who may see it.
class StreamTest {
    private final RunningGateway docket = RunningGateway.shared();

    private String opened(String seller) {
        String order = "ST-" + UUID.randomUUID();
        Answer answer = docket.as("platform").post("/api/v1/supervisions", """
                {"sellerId":"%s","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-ST",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(seller, order));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return order + "/1";
    }

    private String ticket() {
        Answer answer = docket.as("buyer-1").post("/api/v1/tickets", """
                {"sellerId":"S-1","productId":"P-ST","category":"FAULT","severity":"HIGH","text":"It stopped"}""");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.at("/state/ticketId");
    }

    private void send(String user, String kind, String id, String command, String body, int status) {
        Answer answer = docket.as(user).command(kind, id, command, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void events_and_refusals_arrive_as_they_come_about() {
        try (Watcher owner = new Watcher(docket.as("owner-1"))) {
            String id = opened("S-1");
            send("platform", "supervisions", id, "issue-code", "{}", 200);
            send("buyer-1", "supervisions", id, "receive-code", "{}", 409);

            Watcher.Seen first = owner.await(id);
            assertThat(first.name()).isEqualTo("supervision.opened");
            assertThat(first.json().at("/aggregateType").asString()).isEqualTo("supervision");
            assertThat(first.json().at("/sellerId").asString()).isEqualTo("S-1");
            assertThat(first.json().at("/sequence").asLong()).isEqualTo(1);
            assertThat(first.json().at("/data/orderId").asString()).isEqualTo(id.substring(0, id.indexOf('/')));
            assertThat(owner.await(id).name()).isEqualTo("supervision.code-issued");
            assertThat(owner.await(id).json().at("/data/code").asString()).isEqualTo("WRONG_NODE");
        }
    }

    @Test
    void it_is_resumed_after_the_last_event_seen() {
        String id;
        String last;
        List<String> names = new ArrayList<>();
        try (Watcher owner = new Watcher(docket.as("owner-1"))) {
            // Two events of one command: it is resumed between them.
            Answer answer = docket.as("platform").post("/api/v1/supervisions", """
                    {"sellerId":"S-1","orderId":"ST-%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-ST",
                     "goodsType":"LICENSE_CODE","paidAmount":"1","currency":"CNY","issuance":"AUTOMATIC"}""".formatted(UUID.randomUUID()));
            id = answer.at("/state/supervisionId");
            last = owner.await(id).id();
        }
        send("staff-1", "supervisions", id, "confirm-delivery", "{}", 200);

        try (Watcher again = new Watcher(docket.as("owner-1"), "Last-Event-ID", last)) {
            send("buyer-1", "supervisions", id, "receive-code", "{}", 200);

            for (int event = 0; event < 3; event++) {
                names.add(String.valueOf(again.await(id).name()));
            }
        }
        assertThat(names)
                .containsExactly(
                        "supervision.code-issued", "supervision.delivery-confirmed", "supervision.code-received");
    }

    @Test
    void nobody_sees_what_is_not_his() {
        try (Watcher otherSeller = new Watcher(docket.as("owner-2"));
                Watcher otherBuyer = new Watcher(docket.as("buyer-2"));
                Watcher platform = new Watcher(docket.as("platform"))) {
            String foreign = opened("S-1");
            String own = opened("S-2");
            String othersTicket = ticket();
            Answer his = docket.as("buyer-2").post("/api/v1/tickets", """
                    {"sellerId":"S-2","productId":"P-ST","category":"FAULT","severity":"LOW","text":"It stopped"}""");

            assertThat(platform.await(foreign).name()).isEqualTo("supervision.opened");
            assertThat(otherSeller.await(own).others()).noneMatch(seen -> seen.contains(foreign));
            assertThat(otherBuyer.await(his.at("/state/ticketId")).others())
                    .noneMatch(seen -> seen.contains(foreign) || seen.contains(othersTicket));
        }
    }

    @Test
    void a_buyer_sees_neither_notes_nor_what_others_were_refused_nor_products() {
        docket.as("owner-1").command("products", "S-1/P-ST", "authorise-product", "{\"to\":\"staff:staff-1\"}");
        try (Watcher buyer = new Watcher(docket.as("buyer-1"));
                Watcher owner = new Watcher(docket.as("owner-1"))) {
            String id = ticket();
            send("staff-1", "tickets", id, "note", "{\"text\":\"an internal word\"}", 200);
            send("staff-2", "tickets", id, "accept", "{}", 403);
            docket.as("owner-1").command("products", "S-1/P-ST", "authorise-product", "{\"to\":\"staff:staff-2\"}");
            docket.as("owner-1").command("products", "S-1/P-ST", "authorise-product", "{\"to\":\"staff:staff-1\"}");
            send("buyer-1", "tickets", id, "confirm", "{}", 409);
            send("buyer-1", "tickets", id, "cancel", "{}", 200);

            assertThat(said(owner, id).name()).isEqualTo("ticket.opened");
            assertThat(said(owner, id).name()).isEqualTo("ticket.noted");
            assertThat(said(owner, id).json().at("/data/code").asString()).isEqualTo("NOT_AUTHORISED_FOR_PRODUCT");
            assertThat(said(buyer, id).name()).isEqualTo("ticket.opened");
            Watcher.Seen refused = said(buyer, id);
            assertThat(refused.name()).isEqualTo("ticket.refused");
            assertThat(refused.json().at("/data/command").asString()).isEqualTo("confirm");
            Watcher.Seen last = said(buyer, id);
            assertThat(last.name()).isEqualTo("ticket.cancelled");
            assertThat(last.others()).noneMatch(seen -> seen.contains("internal word") || seen.contains("S-1/P-ST"));
        }
    }

    /// The next that somebody says about a ticket; when the system reassigns it nobody can tell.
    private static Watcher.Seen said(Watcher watcher, String ticketId) {
        Watcher.Seen next = watcher.await(ticketId);
        while (String.valueOf(next.name()).equals("ticket.reassigned")) {
            next = watcher.await(ticketId);
        }
        return next;
    }

    @Test
    void a_silent_stream_says_that_it_is_alive_and_where_it_stands() {
        try (Watcher software = new Watcher(docket.as("software-1"))) {
            Watcher.Seen alive = software.await(null);

            assertThat(alive.comment()).isTrue();
            assertThat(alive.id()).isNotEmpty();
        }
    }

    @Test
    void so_many_streams_a_caller_and_no_more() {
        Client caller = docket.as("reporter-2");
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int stream = 0; stream < 4; stream++) {
                watchers.add(new Watcher(caller));
            }
            Answer tooMany = caller.get("/api/v1/stream", "Accept", "text/event-stream");
            assertThat(tooMany.status()).as(tooMany.body()).isEqualTo(429);
            assertThat(tooMany.header("Retry-After")).isNotEmpty();
            assertThat(tooMany.at("/code")).isEqualTo("TOO_MANY_REQUESTS");
        } finally {
            watchers.forEach(Watcher::close);
        }

        // Who has left is noticed at the next sign of life.
        Instant end = Instant.now().plus(Duration.ofMinutes(1));
        Watcher again = null;
        while (again == null && Instant.now().isBefore(end)) {
            try {
                again = new Watcher(caller);
            } catch (AssertionError e) {
                Thread.onSpinWait();
            }
        }
        Objects.requireNonNull(again, "a place that was left").close();
    }

    @Test
    void an_id_that_is_none_or_of_another_log_is_refused() {
        Answer garbled = docket.as("owner-1").get("/api/v1/stream", "Last-Event-ID", "yesterday");
        Answer future = docket.as("owner-1").get("/api/v1/stream", "Last-Event-ID", "sc:999999999999");
        Answer generation = docket.as("owner-1").get("/api/v1/stream", "Last-Event-ID", "sc:0g9");
        Answer parameter = docket.as("owner-1").get("/api/v1/stream?sellerId=S-2");

        assertThat(garbled.status()).as(garbled.body()).isEqualTo(400);
        assertThat(garbled.at("/field")).isEqualTo("Last-Event-ID");
        assertThat(future.status()).as(future.body()).isEqualTo(412);
        assertThat(generation.status()).as(generation.body()).isEqualTo(412);
        assertThat(parameter.status()).as(parameter.body()).isEqualTo(400);
    }
}
