package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Files of people: who may put what there, and who may have it.
class AttachmentJourneyTest {
    private static final int TOO_MANY_BYTES = 20 * 1024 * 1024 + 1;

    private final RunningGateway docket = RunningGateway.shared();
    private final Client buyer = docket.as("buyer-1");
    private final Client owner = docket.as("owner-2");

    private static Answer upload(Client who, String name, byte[] content, String... headers) {
        return who.send(who.request("/api/v1/attachments?name=" + Client.encoded(name), headers)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(content)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String ticket(String attachment) {
        Answer opened = buyer.post("/api/v1/tickets", """
                {"sellerId":"S-2","productId":"P-1","category":"FAULT","severity":"LOW","text":"See","attachments":[%s]}""".formatted(attachment));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        return opened.at("/state/ticketId");
    }

    @Test
    void who_sees_the_event_may_have_the_file_and_nobody_else() {
        Answer uploaded = upload(buyer, "日志.txt", bytes("line 1\n"), "Content-Type", "text/plain");
        assertThat(uploaded.status()).as(uploaded.body()).isEqualTo(201);
        String ref = uploaded.at("/ref");
        String other = ticket("{\"name\":\"none\"}");
        String path = "/api/v1/tickets/" + ticket(uploaded.body()) + "/attachments/" + ref;

        Answer sellers = owner.get(path);

        assertThat(sellers.status()).as(sellers.body()).isEqualTo(200);
        assertThat(sellers.body()).isEqualTo("line 1\n");
        assertThat(sellers.header("Content-Disposition"))
                .startsWith("attachment;")
                .contains("UTF-8''%E6%97%A5");
        assertThat(sellers.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(buyer.get("/api/v1/attachments/" + ref).status()).isEqualTo(200);
        assertThat(owner.get("/api/v1/attachments/" + ref).status()).isEqualTo(404);
        assertThat(docket.as("buyer-2").get(path).status()).isEqualTo(404);
        assertThat(docket.as("owner-1").get(path).status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/tickets/" + other + "/attachments/" + ref).status())
                .isEqualTo(404);
        assertThat(owner.get("/api/v1/tickets/" + other + "/attachments/no-uuid")
                        .at("/code"))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void naming_anothers_file_gives_no_right_to_it() {
        String ref = upload(owner, "secret.txt", bytes("of the seller")).at("/ref");

        String id = ticket("{\"name\":\"x\",\"ref\":\"" + ref + "\"}");

        assertThat(buyer.get("/api/v1/tickets/" + id + "/attachments/" + ref).status())
                .isEqualTo(404);
    }

    @Test
    void files_of_internal_notes_are_not_the_buyers() {
        String id = ticket("{\"name\":\"none\"}");
        owner.command("tickets", id, "accept", "{}");
        Answer file = upload(owner, "note.txt", bytes("internal"));
        Answer noted =
                owner.command("tickets", id, "note", "{\"text\":\"look\",\"attachments\":[" + file.body() + "]}");
        String path = "/api/v1/tickets/" + id + "/attachments/" + file.at("/ref");

        assertThat(noted.status()).as(noted.body()).isEqualTo(200);
        assertThat(owner.get(path).status()).isEqualTo(200);
        assertThat(buyer.get(path).status()).isEqualTo(404);
    }

    @Test
    void an_upload_may_be_repeated() {
        Answer first = upload(buyer, "a.txt", bytes("the same"));
        Answer again = upload(buyer, "a.txt", bytes("the same"));
        Answer others = upload(owner, "a.txt", bytes("the same"));

        assertThat(again.at("/ref")).isEqualTo(first.at("/ref")).isNotEqualTo(others.at("/ref"));
    }

    private static Answer uploadUnder(Client who, String key, String name, String content) {
        return who.send(who.request("/api/v1/attachments?name=" + name, "Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(bytes(content))));
    }

    @Test
    void a_key_is_one_uploads() {
        String key = UUID.randomUUID().toString();

        Answer first = uploadUnder(buyer, key, "k.txt", "the first");
        Answer again = uploadUnder(buyer, key, "k.txt", "the first");
        Answer another = uploadUnder(buyer, key, "k.txt", "the second");
        Answer renamed = uploadUnder(buyer, key, "l.txt", "the first");
        Answer others = uploadUnder(owner, key, "k.txt", "the second");

        assertThat(again.at("/ref")).isEqualTo(first.at("/ref")).isNotEmpty();
        assertThat(another.status()).as(another.body()).isEqualTo(422);
        assertThat(another.at("/code")).isEqualTo("IDEMPOTENCY_MISMATCH");
        assertThat(renamed.status()).as(renamed.body()).isEqualTo(422);
        assertThat(others.status()).as(others.body()).isEqualTo(201);
    }

    @Test
    void what_could_be_run_is_refused_whatever_it_is_called() {
        for (String content :
                new String[] {"#!/bin/sh\nrm x\n", "<!DOCTYPE html><html><script>x</script></html>", "MZ\0\0"}) {
            Answer refused = upload(buyer, "harmless.txt", bytes(content));

            assertThat(refused.status()).as(content + refused.body()).isEqualTo(415);
            assertThat(refused.at("/code")).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        assertThat(upload(buyer, "run.sh", bytes("echo")).status()).isEqualTo(415);
        assertThat(upload(buyer, "x.txt", bytes("text"), "Content-Type", "image/png")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void what_is_wrong_is_named() {
        assertThat(upload(buyer, "big.txt", new byte[TOO_MANY_BYTES]).status()).isEqualTo(413);
        assertThat(upload(buyer, "../x.txt", bytes("text")).at("/field")).isEqualTo("name");
        assertThat(upload(buyer, "x.txt", new byte[0]).status()).isEqualTo(400);
        assertThat(upload(docket.as("reporter-1"), "x.txt", bytes("text")).status())
                .isEqualTo(403);
    }
}
