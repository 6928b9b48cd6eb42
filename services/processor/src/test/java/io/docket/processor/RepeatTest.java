package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Coordinates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same command id at another offset.
class RepeatTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void five_times_in_one_batch_is_one_outcome_and_four_repeats_of_it() {
        Order order = Order.next();
        OutgoingCommand open = order.open();
        List<Coordinates> commands = site.produce(Collections.nCopies(5, open));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertOnceAndRepeated("opened", commands);
        assertThat(site.texts("SELECT version FROM docket.supervision WHERE supervision_id = ?", order.id()))
                .containsExactly("1");
    }

    @Test
    void five_times_in_several_batches_and_over_restarts_is_one_outcome() {
        Order order = Order.next();
        site.produce(order.untilReceipt());
        OutgoingCommand receive = order.receiveCode();
        List<Coordinates> commands = new ArrayList<>();
        for (int start = 0; start < 2; start++) {
            try (RunningProcessor _ = site.processor()) {
                for (int i = 0; i < 2 + start; i++) {
                    commands.add(site.produce(receive));
                    site.awaitDecided();
                }
            }
        }

        assertOnceAndRepeated("code-received", commands);
        outcomes.assertFolded(List.of(order));
    }

    /// @param partition that was the last to record something; its own, or where it was before the topic had as many
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void it_is_one_outcome_also_when_the_databases_clock_was_ahead_and_is_put_back(int partition) {
        Order order = Order.on(2, Site.PARTITIONS);
        site.produce(order.untilReceipt());
        OutgoingCommand receive = order.receiveCode();
        List<Coordinates> commands = new ArrayList<>();
        try (RunningProcessor _ = site.processor()) {
            commands.add(site.produce(receive));
            site.awaitDecided();
            // As it would have been left by a clock that was two months ahead.
            site.database()
                    .execute("UPDATE docket.event_log SET recorded_at = recorded_at + interval '2 months'"
                            + " WHERE aggregate_id = '" + order.id() + "'");
            site.database()
                    .execute("UPDATE docket.progress SET updated_at = updated_at + interval '2 months'"
                            + " WHERE aggregate_type = 1 AND partition = " + partition);
            for (int i = 0; i < 2; i++) {
                commands.add(site.produce(receive));
                site.awaitDecided();
            }
        }
        site.database().execute("UPDATE docket.progress SET updated_at = now() WHERE updated_at > now()");

        assertOnceAndRepeated("code-received", commands);
    }

    @Test
    void a_refusal_is_repeated_too_though_it_would_be_accepted_now() {
        Order order = Order.next();
        OutgoingCommand tooEarly = order.receiveCode();
        List<Coordinates> commands = new ArrayList<>();
        commands.add(site.produce(tooEarly));
        site.produce(order.untilReceipt());
        commands.add(site.produce(tooEarly));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertOnceAndRepeated("refused UNKNOWN_SUPERVISION", commands);
    }

    @Test
    void the_same_id_with_other_content_is_a_mismatch_and_changes_nothing() {
        Order order = Order.next();
        site.produce(order.untilReceipt());
        OutgoingCommand receive = order.receiveCode();
        Coordinates first = site.produce(receive);
        List<Coordinates> others = List.of(
                site.produce(Order.withId(order.activateCode(), receive.id())),
                site.produce(Order.withId(
                        order.command("receive-code", receive.actor(), "{\"comment\":\"other\"}"), receive.id())));
        Coordinates again = site.produce(receive);

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            others = new ArrayList<>(others);
            others.add(site.produce(Order.withId(order.requestRefund(), receive.id())));
            site.awaitDecided();
        }

        assertThat(outcomes.of(others)).containsOnly("mismatch with " + first);
        assertThat(outcomes.of(List.of(again))).containsExactly("repeat of " + first);
        assertThat(site.texts("SELECT version FROM docket.supervision WHERE supervision_id = ?", order.id()))
                .containsExactly("4");
    }

    @Test
    void opening_again_under_another_id_repeats_the_opening() {
        Order order = Order.next();
        Coordinates opening = site.produce(order.open());
        Coordinates inTheSameBatch = site.produce(order.open());
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            Coordinates later = site.produce(order.openWith(",\"trial\":true"));
            site.awaitDecided();

            assertThat(outcomes.of(List.of(opening, inTheSameBatch, later)))
                    .containsExactly("opened", "repeat of " + opening, "repeat of " + opening);
        }
        assertThat(site.texts("SELECT trial FROM docket.supervision WHERE supervision_id = ?", order.id()))
                .containsExactly("false");
    }

    @Test
    void the_same_id_at_another_order_is_another_command() {
        Order one = Order.next();
        Order other = Order.next();
        OutgoingCommand open = one.open();
        List<Coordinates> commands = site.produce(List.of(open, Order.withId(other.open(), open.id())));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(commands)).containsExactly("opened", "opened");
    }

    private void assertOnceAndRepeated(String first, List<Coordinates> commands) {
        List<String> expected = new ArrayList<>(List.of(first));
        expected.addAll(Collections.nCopies(commands.size() - 1, "repeat of " + commands.getFirst()));
        assertThat(outcomes.of(commands)).isEqualTo(expected);
    }
}
