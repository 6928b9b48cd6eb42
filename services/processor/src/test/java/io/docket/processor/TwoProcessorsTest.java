package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Several processors share the partitions, and a stale one commits nothing.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoProcessorsTest {
    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeAll
    void begin() {
        site = Site.start();
    }

    @AfterAll
    void end() {
        site.close();
    }

    private static OutgoingCommand command(String order, String id, String type, String actor, String data) {
        return new OutgoingCommand(
                AggregateType.SUPERVISION,
                type,
                id,
                order + "/1",
                actor,
                "S-1",
                null,
                "/test",
                null,
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }

    private static OutgoingCommand open(String order) {
        return command(order, "open", "open", "platform:p", """
                {"orderId":"%s","orderLineId":"1","buyerId":"B-1","productId":"P-1","goodsType":"LICENSE_CODE",\
                "paidAmount":"10.00","currency":"CNY"}""".formatted(order));
    }

    private static OutgoingCommand plain(String order, String type, String actor) {
        return command(order, type, type, actor, "{}");
    }

    private static OutgoingCommand refund(String order) {
        return command(order, "refund", "request-refund", "buyer:B-1", "{\"amount\":\"10.00\"}");
    }

    @ParameterizedTest
    @EnumSource
    void whatever_joins_or_leaves_meanwhile_every_command_has_one_outcome(RebalanceProtocol protocol) {
        List<Coordinates> produced = new ArrayList<>();
        int order = 0;
        try (RunningProcessor _ = site.processor(options -> options.withRebalance(protocol))) {
            for (int round = 0; round < 4; round++) {
                try (RunningProcessor _ = site.processor(options -> options.withRebalance(protocol))) {
                    for (int i = 0; i < 150; i++, order++) {
                        String id = "REB" + protocol + order;
                        produced.addAll(site.produce(List.of(
                                open(id),
                                plain(id, "issue-code", "platform:p"),
                                plain(id, "confirm-delivery", "staff:s"),
                                plain(id, "receive-code", "buyer:B-1"),
                                refund(id))));
                    }
                }
            }
            site.awaitDecided();
        }

        assertThat(produced).hasSize(3_000);
        new Outcomes(site).assertOneForEach(produced);
        assertThat(site.texts("""
                SELECT DISTINCT refusal_code FROM docket.event_log
                WHERE aggregate_id LIKE ? AND refusal_code IS NOT NULL
                """, "REB" + protocol + "%")).containsExactly("CODE_RECEIVED");
    }

    @Test
    void a_writer_whose_progress_somebody_else_moved_commits_nothing_and_reads_it_again() throws Exception {
        Coordinates first = site.produce(open("STALE1"));
        try (RunningProcessor processor = site.processor()) {
            site.awaitDecided();
            // Somebody else has decided, as it seems, a command that does not lie there yet.
            moveProgress(first, 1);
            Coordinates skipped = site.produce(plain("STALE1", "issue-code", "platform:p"));
            Coordinates next = site.produce(plain("STALE1", "issue-code", "platform:q"));
            Await.until(
                    "the position is read again",
                    () -> !new Outcomes(site).of(List.of(next)).getFirst().isEmpty());

            assertThat(new Outcomes(site).of(List.of(skipped))).containsExactly("");
            assertThat(processor.processor().isRunning()).isTrue();
            assertThat(site.rows("SELECT 1 FROM docket.event_log WHERE aggregate_id = 'STALE1/1' AND index = 0"))
                    .hasSize(2);
        }
    }

    private void moveProgress(Coordinates at, long by) throws Exception {
        try (Connection connection = site.database().app().connection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE docket.progress SET next_offset = next_offset + ? WHERE aggregate_type = ? AND partition = ?")) {
            update.setLong(1, by);
            update.setShort(2, at.type().code());
            update.setInt(3, at.partition());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void of_receipt_and_refund_in_one_batch_the_first_wins() {
        List<Coordinates> receiptFirst = new ArrayList<>();
        List<Coordinates> refundFirst = new ArrayList<>();
        for (String order : List.of("GATE1", "GATE2")) {
            site.produce(List.of(
                    open(order),
                    plain(order, "issue-code", "platform:p"),
                    plain(order, "confirm-delivery", "staff:s")));
        }
        receiptFirst.addAll(site.produce(List.of(plain("GATE1", "receive-code", "buyer:B-1"), refund("GATE1"))));
        refundFirst.addAll(site.produce(List.of(refund("GATE2"), plain("GATE2", "receive-code", "buyer:B-1"))));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(new Outcomes(site).of(receiptFirst)).containsExactly("code-received", "refused CODE_RECEIVED");
        assertThat(new Outcomes(site).of(refundFirst)).containsExactly("refund-requested", "refused REFUND_PENDING");
    }

    @Test
    void the_same_command_again_and_after_a_restart_points_to_the_first_outcome() {
        Coordinates first = site.produce(open("AGAIN1"));
        List<Coordinates> again = new ArrayList<>(site.produce(List.of(open("AGAIN1"), open("AGAIN1"))));
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }
        again.add(site.produce(open("AGAIN1")));
        Coordinates other = site.produce(command("AGAIN1", "open", "open", "platform:other", "{}"));
        Coordinates reopened = site.produce(command("AGAIN1", "open-2", "open", "platform:p", "{}"));
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(new Outcomes(site).of(again)).containsOnly("repeat of " + first);
        assertThat(new Outcomes(site).of(List.of(other, reopened)))
                .containsExactly("mismatch with " + first, "repeat of " + first);
    }

    @Test
    void rubbish_becomes_a_dead_letter_and_its_batch_goes_on() {
        List<Coordinates> good = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            good.add(site.produce(open("GOOD" + i)));
        }
        Coordinates rubbish = site.produce(command("BADLINE", "x", "no-such-command", "platform:p", "{}"));
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(new Outcomes(site).of(good)).containsOnly("opened");
        assertThat(new Outcomes(site).of(List.of(rubbish))).containsExactly("dead letter UNKNOWN_TYPE");
    }
}
