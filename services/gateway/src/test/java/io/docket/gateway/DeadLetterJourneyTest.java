package io.docket.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What operators see of dead letters and do about them, on a real log.
class DeadLetterJourneyTest {
    private static final String TOPIC = "docket.ticket-commands.v1";
    private static final String LETTERS = "/api/v1/dead-letters";

    private final RunningGateway docket = RunningGateway.shared();
    private final Client operator = docket.as("operator");
    private final String ticket = "DL-" + UUID.randomUUID();

    /// @param id null: the command has none
    private String opening(@Nullable String id) {
        return """
                {"specversion":"1.0",%s"type":"io.docket.ticket.open.v1","source":"/erp","subject":"%s",\
                "actor":"buyer:buyer-1","seller":"S-1","data":{"productId":"P-1","category":"FAULT","severity":"LOW",\
                "text":"Help","code":"SECRET-CODE-1234"}}""".formatted(id == null ? "" : "\"id\":\"" + id + "\",", ticket);
    }

    /// Where murmur2 puts it, and `beside` partitions further.
    private String produced(@Nullable String key, String value, int beside) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", docket.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(TOPIC).size();
            byte[] bytes = key == null ? null : key.getBytes(UTF_8);
            int partition = bytes == null ? 0 : (Utils.toPositive(Utils.murmur2(bytes)) + beside) % partitions;
            RecordMetadata at = producer.send(new ProducerRecord<>(
                            TOPIC,
                            partition,
                            bytes,
                            value.getBytes(UTF_8),
                            List.of(
                                    new RecordHeader("from", new byte[] {(byte) 0xC3, 0x28}),
                                    new RecordHeader("x-license-key", "SECRET-CODE-1234".getBytes(UTF_8)))))
                    .get();
            return "tc.1:" + at.partition() + ":" + at.offset();
        }
    }

    private Answer letter(String id) {
        Answer answer = operator.get(LETTERS + "/" + id, "Docket-Min-Position", id);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private Answer redriven(String id, String body) {
        Answer answer = operator.post(LETTERS + "/" + id + "/redrive", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void a_letter_beside_its_partition_is_shown_masked_and_redriven_to_where_it_belongs() throws Exception {
        String id = produced(ticket, opening("c-1"), 1);

        Answer shown = letter(id);
        Answer dry = redriven(id, "{\"dryRun\":true}");
        String untouched = letter(id).at("/status");
        Answer sent = redriven(id, "{\"note\":\"partitioner mended\"}");
        Answer opened =
                operator.get("/api/v1/tickets/" + ticket, "Docket-Min-Position", sent.header("Docket-Position"));
        Answer after = letter(id);

        assertThat(shown.at("/reason")).isEqualTo("WRONG_PARTITION");
        assertThat(shown.at("/status")).isEqualTo("OPEN");
        assertThat(shown.at("/value")).contains("Help").doesNotContain("SECRET-CODE");
        assertThat(dry.json().at("/items/0/redrivable").booleanValue()).isTrue();
        assertThat(dry.at("/items/0/detail")).isEqualTo("open " + ticket);
        assertThat(dry.at("/sent")).isEqualTo("0");
        assertThat(untouched).isEqualTo("OPEN");
        assertThat(sent.at("/sent")).isEqualTo("1");
        assertThat(opened.at("/state")).as(opened.body()).isEqualTo("SUBMITTED");
        assertThat(after.at("/status")).isEqualTo("REDRIVEN");
        assertThat(after.at("/actions/0/operator")).isEqualTo("operator");
        assertThat(after.at("/actions/0/note")).isEqualTo("partitioner mended");
        assertThat(after.at("/actions/0/sentTo")).isEqualTo(sent.header("Docket-Position"));
    }

    @Test
    void a_command_without_an_id_gets_one_from_where_it_lay_and_happens_once() throws Exception {
        String id = produced(ticket, opening(null), 0);
        Answer shown = letter(id);

        Answer first = redriven(id, "{}");
        Answer second = redriven(id, "{}");
        Answer events = operator.get(
                "/api/v1/tickets/" + ticket + "/events", "Docket-Min-Position", second.header("Docket-Position"));

        assertThat(shown.at("/reason")).isEqualTo("MISSING_ATTRIBUTE");
        assertThat(first.header("Docket-Position")).isNotEqualTo(second.header("Docket-Position"));
        assertThat(events.json().at("/items").size()).as(events.body()).isEqualTo(1);
        assertThat(events.at("/items/0/commandId")).isEqualTo("dl:" + id);
    }

    @Test
    void the_same_key_sends_once() throws Exception {
        String id = produced(ticket, opening("c-1"), 1);
        letter(id);
        String path = LETTERS + "/" + id + "/redrive";

        Answer first = operator.post(path, "{}", "Idempotency-Key", ticket);
        Answer again = operator.post(path, "{}", "Idempotency-Key", ticket);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(letter(id).json().at("/actions").size()).isEqualTo(1);
    }

    @Test
    void what_would_be_a_dead_letter_again_is_not_sent_and_can_be_parked() throws Exception {
        String id = produced(ticket, "{\"rubbish", 0);
        letter(id);

        Answer refused = redriven(id, "{}");
        Answer without = operator.post(LETTERS + "/" + id + "/park", "{}");
        Answer parked = operator.post(LETTERS + "/" + id + "/park", "{\"note\":\"of a test\"}");

        assertThat(refused.at("/sent")).isEqualTo("0");
        assertThat(refused.at("/items/0/reason")).isEqualTo("UNREADABLE");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.at("/field")).isEqualTo("note");
        assertThat(parked.at("/status")).as(parked.body()).isEqualTo("PARKED");
    }

    @Test
    void many_are_found_by_filter_tried_dry_and_redriven_up_to_a_cap() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(produced(ticket, opening("c-" + i), 1));
        }
        letter(ids.getLast());
        String filter = "\"reason\":\"WRONG_PARTITION\",\"key\":\"" + ticket + "\"";

        Answer listed = operator.get(LETTERS + "?status=OPEN&key=" + ticket + "&limit=2");
        Answer next = operator.get(listed.header("Link").replaceAll("<(.*)>.*", "$1"));
        Answer dry = operator.post(LETTERS + "/redrive", "{" + filter + "}");
        Answer capped = operator.post(LETTERS + "/redrive", "{" + filter + ",\"dryRun\":false,\"max\":2}");
        Answer rest = operator.post(LETTERS + "/redrive", "{" + filter + ",\"dryRun\":false}");

        assertThat(listed.json().at("/items").size()).as(listed.body()).isEqualTo(2);
        assertThat(next.json().at("/items").size()).isEqualTo(1);
        assertThat(dry.json().at("/dryRun").booleanValue()).isTrue();
        assertThat(dry.json().at("/items").size()).isEqualTo(3);
        assertThat(capped.at("/sent")).isEqualTo("2");
        assertThat(capped.json().at("/more").booleanValue()).isTrue();
        assertThat(rest.at("/sent")).isEqualTo("1");
        assertThat(operator.get(LETTERS + "?status=OPEN&key=" + ticket)
                        .json()
                        .at("/items")
                        .size())
                .isZero();
    }

    @Test
    void a_secret_is_masked_where_it_is_shown_and_where_it_is_kept() throws Exception {
        String id = produced(ticket, "{\"c\\u006fde\":[\"SECRET-CODE-1234\"],'license':'SECRET-CODE-1234' Help", 0);

        Answer shown = letter(id);

        assertThat(shown.at("/reason")).isEqualTo("UNREADABLE");
        assertThat(shown.at("/value")).contains("Help").doesNotContain("SECRET");
        assertThat(shown.json().at("/headers/1").toString()).isEqualTo("[\"x-license-key\",\"••••••\"]");
        assertThat(rows("SELECT headers::text FROM docket.dead_letter WHERE record_key = '" + ticket + "'"))
                .singleElement()
                .asString()
                .contains("x-license-key")
                .doesNotContain("SECRET");
    }

    @Test
    void every_look_trial_and_redrive_is_kept_with_who_and_why() throws Exception {
        String id = produced(ticket, opening("c-1"), 1);
        letter(id);

        redriven(id, "{\"dryRun\":true,\"note\":\"would it?\"}");
        operator.post(LETTERS + "/redrive", "{\"key\":\"" + ticket + "\"}");
        redriven(id, "{\"note\":\"mended\"}");
        operator.post(LETTERS + "/" + id + "/park", "{\"note\":\"done\"}");

        assertThat(rows("SELECT concat_ws(' ', operator, asked, letters, note, found, sent) "
                        + "FROM docket.dead_letter_request WHERE letters LIKE '%" + ticket + "%' OR letters = '" + id
                        + "' ORDER BY request_id"))
                .containsExactly(
                        "operator SHOW " + id + " 1 0",
                        "operator TRY " + id + " would it? 1 0",
                        "operator TRY status=OPEN key=" + ticket + " max=100 1 0",
                        "operator REDRIVE " + id + " mended 1 1",
                        "operator PARK " + id + " done 1 0");
    }

    @Test
    void who_looked_tried_redrove_and_parked_is_listed_to_operators_page_by_page() throws Exception {
        Instant begin = Instant.now();
        String id = produced(ticket, opening("c-1"), 1);
        letter(id);
        redriven(id, "{\"dryRun\":true}");
        redriven(id, "{\"note\":\"mended\"}");
        operator.post(LETTERS + "/" + id + "/park", "{\"note\":\"done\"}");
        String list = LETTERS + "/requests?operator=operator&from=" + begin;

        Answer first = operator.get(list + "&limit=3");
        Answer rest = operator.get(first.header("Link").replaceAll("<(.*)>.*", "$1"));
        Answer tried = operator.get(list + "&asked=TRY");

        assertThat(asked(first)).containsExactly("PARK", "REDRIVE", "TRY");
        assertThat(asked(rest)).containsExactly("SHOW");
        assertThat(rest.json().at("/nextCursor").isNull()).isTrue();
        assertThat(asked(tried)).containsExactly("TRY");
        assertThat(first.json().at("/items"))
                .allSatisfy(item -> assertThat(item.path("letters").asString()).isEqualTo(id));
        assertThat(first.at("/items/1/note")).isEqualTo("mended");
        assertThat(first.at("/items/1/sent")).isEqualTo("1");
        assertThat(Instant.parse(first.at("/items/1/askedAt"))).isBetween(begin, Instant.now());
        assertThat(asked(operator.get(LETTERS + "/requests?from=" + begin + "&to=" + begin)))
                .isEmpty();
        assertThat(asked(operator.get(LETTERS + "/requests?operator=nobody"))).isEmpty();
    }

    private static List<String> asked(Answer list) {
        assertThat(list.status()).as(list.body()).isEqualTo(200);
        return list.json()
                .at("/items")
                .valueStream()
                .map(item -> item.path("asked").asString())
                .toList();
    }

    private List<String> rows(String sql) {
        return docket.database()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    @Test
    void only_operators_see_them_and_what_is_wrong_is_named() {
        assertThat(docket.as("platform").get(LETTERS).status()).isEqualTo(403);
        assertThat(docket.as("owner-1").get(LETTERS + "/sc.1:0:0").status()).isEqualTo(403);
        assertThat(docket.as("owner-1").post(LETTERS + "/redrive", "{}").status())
                .isEqualTo(403);
        for (String user : List.of("platform", "owner-1", "staff-1", "buyer-1", "reporter-1")) {
            assertThat(docket.as(user).get(LETTERS + "/requests").status())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(operator.get(LETTERS + "/requests?asked=EVERYTHING").at("/field"))
                .isEqualTo("asked");
        assertThat(operator.get(LETTERS + "/requests?cursor=nonsense").at("/field"))
                .isEqualTo("cursor");
        assertThat(operator.get(LETTERS + "/requests?by=operator").at("/field")).isEqualTo("by");
        assertThat(operator.get(LETTERS + "/nonsense").status()).isEqualTo(404);
        assertThat(operator.get(LETTERS + "?resaon=SKEWED").at("/field")).isEqualTo("resaon");
        assertThat(operator.post(LETTERS + "/redrive", "{\"resaon\":\"SKEWED\"}")
                        .at("/field"))
                .isEqualTo("resaon");
        assertThat(operator.post(LETTERS + "/redrive", "{\"max\":100000}").at("/field"))
                .isEqualTo("max");
    }
}
