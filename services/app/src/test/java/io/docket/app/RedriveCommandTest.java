package io.docket.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.RunningDocket.Answer;
import io.docket.app.demo.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The command line's twins of redriving and parking over HTTP.
class RedriveCommandTest {
    private static final String TOPIC = "docket.ticket-commands.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningDocket docket = RunningDocket.shared();
    private final String ticket = "RD-" + UUID.randomUUID();

    private int run(String command, String... options) {
        Path endpoints = Path.of(docket.endpoints().keysDir()).resolveSibling(Endpoints.FILE);
        String[] arguments = new String[options.length + 2];
        arguments[0] = command;
        arguments[1] = "--endpoints=" + endpoints;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Docket.run(arguments);
    }

    private JsonNode letter(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = docket.get("operator", "/dead-letters/" + id);
            if (answer.status() == 200) {
                return answer.json();
            }
            assertThat(System.nanoTime()).as(answer.body()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private String status(String id) {
        return letter(id).path("status").asString("");
    }

    /// A command beside the partition where its key belongs.
    private String misplaced() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", docket.endpoints().kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = ticket.getBytes(UTF_8);
            int beside = (Utils.toPositive(Utils.murmur2(key)) + 1)
                    % producer.partitionsFor(TOPIC).size();
            var at = producer.send(new ProducerRecord<>(
                            TOPIC, beside, key, """
                            {"specversion":"1.0","id":"c","type":"io.docket.ticket.open.v1","source":"/erp","subject":"%s",
                             "actor":"buyer:buyer-1","seller":"S-1","data":{"productId":"P-1","category":"FAULT",
                             "severity":"LOW","text":"Help"}}""".formatted(ticket).getBytes(UTF_8)))
                    .get();
            String id = "tc.1:" + at.partition() + ":" + at.offset();
            letter(id);
            return id;
        }
    }

    /// What the audit says of the last request of the account that runs this: which letters, and how many there were.
    private JsonNode lastRequest() {
        Answer answer = docket.get(
                "operator",
                "/dead-letters/requests?limit=1&operator="
                        + RunningDocket.path("os:" + System.getProperty("user.name")));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().at("/items/0");
    }

    /// How many letters a dry run with these options finds.
    private int found(String... options) {
        assertThat(run("redrive", options)).isZero();
        assertThat(lastRequest().path("asked").asString()).isEqualTo("TRY");
        return lastRequest().path("found").intValue();
    }

    @Test
    void only_yes_sends() throws Exception {
        String id = misplaced();
        assertThat(status(id)).isEqualTo("OPEN");

        assertThat(run("redrive", "--key=" + ticket)).isZero();
        assertThat(status(id)).isEqualTo("OPEN");
        assertThat(run("redrive", "--key=" + ticket, "--reason=WRONG_PARTITION", "--note=mended", "--yes"))
                .isZero();

        assertThat(status(id)).isEqualTo("REDRIVEN");
        assertThat(run("redrive", "no-id")).isEqualTo(2);
        assertThat(run("redrive", "--topic=nonsense")).isEqualTo(2);
        assertThat(run("redrive", "--max=0")).isEqualTo(2);
    }

    @Test
    void the_filters_mean_what_they_mean_over_http() throws Exception {
        String id = misplaced();
        String recordedAt = letter(id).path("recordedAt").asString();
        String mine = "--key=" + ticket;

        assertThat(found(mine)).isEqualTo(1);
        assertThat(found(mine, "--from=" + recordedAt)).isEqualTo(1);
        assertThat(lastRequest().path("letters").asString())
                .isEqualTo("status=OPEN key=" + ticket + " from=" + recordedAt + " max=100");
        assertThat(found(mine, "--to=" + recordedAt)).isZero();
        assertThat(found(mine, "--from=2020-01-01T00:00:00Z", "--to=9999-01-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(found(mine, "--status=REDRIVEN")).isZero();
        assertThat(run("redrive", mine, "--yes")).isZero();
        assertThat(found(mine)).isZero();
        assertThat(found(mine, "--status=REDRIVEN")).isEqualTo(1);

        assertThat(run("redrive", mine, "--from=yesterday")).isEqualTo(2);
        assertThat(run("redrive", mine, "--to=+12026-01-01T00:00:00Z")).isEqualTo(2);
        assertThat(run("redrive", mine, "--status=open")).isEqualTo(2);
        assertThat(run("redrive", mine, "--note=" + "x".repeat(1_001))).isEqualTo(2);
        assertThat(run("redrive", mine, id)).as("ids and filters").isEqualTo(2);
    }

    @Test
    void a_letter_is_parked_with_a_note_and_left_alone_until_it_is_asked_for() throws Exception {
        String id = misplaced();

        assertThat(run("park", id)).as("without a note").isEqualTo(2);
        assertThat(run("park", id, "--note= ")).as("with an empty one").isEqualTo(2);
        assertThat(run("park", id, "no-id", "--note=why")).isEqualTo(2);
        assertThat(status(id)).isEqualTo("OPEN");
        assertThat(run("park", id, "--note=sent by mistake")).isZero();

        JsonNode parked = letter(id);
        assertThat(parked.path("status").asString()).isEqualTo("PARKED");
        assertThat(parked.at("/actions/0/note").asString()).isEqualTo("sent by mistake");
        assertThat(parked.at("/actions/0/operator").asString()).isEqualTo("os:" + System.getProperty("user.name"));
        assertThat(lastRequest().path("asked").asString()).isEqualTo("PARK");
        assertThat(lastRequest().path("letters").asString()).isEqualTo(id);
        assertThat(found("--key=" + ticket)).isZero();
        assertThat(found("--key=" + ticket, "--status=PARKED")).isEqualTo(1);
        assertThat(run("redrive", id, "--yes")).isZero();
        assertThat(status(id)).isEqualTo("REDRIVEN");
    }
}
