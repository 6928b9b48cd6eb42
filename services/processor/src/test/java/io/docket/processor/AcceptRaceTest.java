package io.docket.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/// The owner and the sub-account to which he has authorised the product accept the same tickets at the same instant.
class AcceptRaceTest {
    private static final int TICKETS = 1_000;
    private static final int BARRIER_SECONDS_MAX = 30;
    private static final String SELLER = "S-race";
    private static final List<String> STAFF = List.of("owner:" + SELLER, "staff:S-race-7");

    private final Site site = Site.shared();

    @Test
    void of_two_who_accept_one_wins_and_the_other_is_told_who() throws Exception {
        site.produce(
                command(AggregateType.PRODUCT, SELLER + "/P-1", "authorise-product", STAFF.getFirst(), """
                {"to":"%s"}""".formatted(
                                STAFF.getLast())));
        List<OutgoingCommand> openings = new ArrayList<>();
        for (int i = 0; i < TICKETS; i++) {
            openings.add(command(AggregateType.TICKET, ticket(i), "open", "buyer:B-1", """
                    {"productId":"P-1","category":"DEPLOYMENT","severity":"NORMAL","text":"help"}"""));
        }

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            Await.until(
                    "the authorisation has reached every ticket there was",
                    () -> site.rows("SELECT 1 FROM docket.reassign_fan_out WHERE seller_id = ?", SELLER)
                            .isEmpty());
            site.produce(openings);
            acceptAllAtOnce();
            site.awaitDecided();
        }

        List<Row> races = site.rows("""
                SELECT won.actor AS winner, lost.actor AS loser, lost.data ->> 'message' AS told, t.handler
                FROM docket.event_log won
                JOIN docket.event_log lost USING (aggregate_id)
                JOIN docket.ticket t ON t.ticket_id = won.aggregate_id
                WHERE won.seller_id = ? AND won.event_type = 'accepted' AND lost.refusal_code = 'ALREADY_ACCEPTED'
                """, SELLER);
        assertThat(races).hasSize(TICKETS).allSatisfy(race -> {
            String winner = text(race, "winner");
            assertThat(List.of(winner, text(race, "loser"))).containsExactlyInAnyOrderElementsOf(STAFF);
            assertThat(text(race, "handler")).isEqualTo(winner);
            assertThat(text(race, "told")).contains(winner);
        });
        assertThat(site.rows("SELECT 1 FROM docket.event_log WHERE seller_id = ? AND sequence > 0", SELLER))
                .as("the authorisation, the openings, one acceptance and one refusal each")
                .hasSize(1 + 3 * TICKETS);
    }

    private void acceptAllAtOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(STAFF.size());
        List<Future<List<Future<RecordMetadata>>>> senders = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(STAFF.size())) {
            for (String actor : STAFF) {
                senders.add(threads.submit(accepting(actor, start)));
            }
            for (Future<List<Future<RecordMetadata>>> sender : senders) {
                assertThat(sender.get()).hasSize(TICKETS);
            }
        }
    }

    private Callable<List<Future<RecordMetadata>>> accepting(String actor, CyclicBarrier start) {
        return () -> {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            try (KafkaProducer<byte[], byte[]> producer = site.producer(Map.of())) {
                for (int i = 0; i < TICKETS; i++) {
                    OutgoingCommand accept = command(AggregateType.TICKET, ticket(i), "accept", actor, "{}");
                    start.await(BARRIER_SECONDS_MAX, TimeUnit.SECONDS);
                    sent.add(producer.send(CommandEncoder.encode(accept, Site.PARTITIONS)));
                }
                for (Future<RecordMetadata> one : sent) {
                    site.acknowledged(one);
                }
            }
            return sent;
        };
    }

    private static String ticket(int number) {
        return "T-race-" + number;
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.columns().get(column));
    }

    private static OutgoingCommand command(AggregateType aggregate, String id, String type, String actor, String data) {
        return new OutgoingCommand(
                aggregate,
                type,
                type + "-" + actor,
                id,
                actor,
                SELLER,
                null,
                "/test",
                null,
                null,
                data.getBytes(UTF_8));
    }
}
