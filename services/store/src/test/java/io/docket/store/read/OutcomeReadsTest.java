package io.docket.store.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutcomeReadsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);
    private final OutcomeReads outcomes = new OutcomeReads(database.app().jdbi());
    private final EventReads events = new EventReads(database.app().jdbi());

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void an_applied_command_has_its_events_in_order() {
        rows.event("O-1/1", 7, "index", 1, "sequence", 2, "event_type", "code-issued");
        rows.event(
                "O-1/1",
                7,
                "index",
                0,
                "sequence",
                1,
                "event_type",
                "opened",
                "data",
                Map.of("node", "AWAITING_DELIVERY"));

        Outcome outcome = outcomes.at(at(7), "O-1/1", "c-7");

        assertThat(outcome)
                .asInstanceOf(type(Outcome.Applied.class))
                .extracting(Outcome.Applied::events)
                .satisfies(applied -> {
                    assertThat(applied).extracting(LoggedEvent::eventType).containsExactly("opened", "code-issued");
                    assertThat(applied.getFirst().data()).isEqualTo("{\"node\":\"AWAITING_DELIVERY\"}");
                    assertThat(applied.getFirst().at()).isEqualTo(at(7));
                });
        assertThat(outcomes.at(at(7))).isEqualTo(outcome);
    }

    @Test
    void a_refused_command_has_its_refusal() {
        rows.event("O-1/1", 8, "event_type", "refused", "refusal_code", "CODE_RECEIVED", "sequence", 5);

        assertThat(outcomes.at(at(8), "O-1/1", "c-8"))
                .asInstanceOf(type(Outcome.Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.refusal().refusalCode()).isEqualTo("CODE_RECEIVED");
                    assertThat(refused.refusal().sequence()).isEqualTo(5);
                });
    }

    @Test
    void a_repeat_leads_to_the_first_although_that_had_another_id() {
        rows.event("O-1/1", 3, "command_id", "first-open");
        silent(9, "repeat", "second-open", 3);

        Outcome repeat = outcomes.at(at(9), "O-1/1", "second-open");

        assertThat(repeat).isEqualTo(new Outcome.Repeat(at(3)));
        assertThat(outcomes.at(at(3))).isInstanceOf(Outcome.Applied.class);
    }

    @Test
    void the_id_of_another_command_is_a_mismatch() {
        silent(10, "mismatch", "c-3", 3);

        assertThat(outcomes.at(at(10), "O-1/1", "c-3")).isEqualTo(new Outcome.Mismatch(at(3)));
    }

    @Test
    void what_is_accepted_without_event_is_noted() {
        rows.row(
                "silent_outcome",
                "aggregate_type",
                1,
                "partition",
                0,
                "generation",
                1,
                "offset",
                11,
                "kind",
                "noted",
                "aggregate_id",
                "O-1/1",
                "command_id",
                "c-11",
                "recorded_at",
                "2026-11-02T08:00:00Z");

        assertThat(outcomes.at(at(11), "O-1/1", "c-11")).isEqualTo(new Outcome.Noted());
    }

    @Test
    void what_became_of_another_command_at_the_same_place_is_none_of_its_business() {
        rows.event("O-1/1", 3);
        silent(13, "repeat", "c-13", 3);

        assertThat(outcomes.at(at(13), "O-1/1", "another")).isNull();
        assertThat(outcomes.at(at(13), "O-2/1", "c-13")).isNull();
    }

    @Test
    void a_dead_letter_says_why() {
        rows.row(
                "dead_letter",
                "aggregate_type",
                1,
                "partition",
                0,
                "generation",
                1,
                "offset",
                12,
                "reason",
                "UNREADABLE",
                "detail",
                "Expected JSON, but it is none",
                "headers",
                Map.of(),
                "value_bytes",
                3,
                "record_time",
                "2026-11-02T08:00:00Z",
                "recorded_at",
                "2026-11-02T08:00:00Z");

        assertThat(outcomes.at(at(12), "O-1/1", "c-12"))
                .isEqualTo(new Outcome.DeadLettered("UNREADABLE", "Expected JSON, but it is none"));
    }

    @Test
    void other_coordinates_have_other_outcomes_or_none() {
        rows.event("O-1/1", 7, "command_id", "same");
        rows.event("O-1/1", 7, "command_id", "same", "generation", 2, "event_type", "completed");
        rows.event("T-1", 7, "command_id", "same", "aggregate_type", 2, "event_type", "accepted");
        rows.event("O-1/1", 7, "command_id", "same", "partition", 1, "event_type", "reminded");

        assertThat(types(outcomes.at(at(7), "O-1/1", "same"))).containsExactly("opened");
        assertThat(types(outcomes.at(at(7)))).containsExactly("opened");
        assertThat(types(outcomes.at(new Coordinates(AggregateType.SUPERVISION, 2, 0, 7))))
                .containsExactly("completed");
        assertThat(types(outcomes.at(new Coordinates(AggregateType.TICKET, 1, 0, 7))))
                .containsExactly("accepted");
        assertThat(outcomes.at(at(8))).isNull();
        assertThat(outcomes.at(at(7), "O-1/1", "another")).isNull();
    }

    @Test
    void an_aggregates_history_has_its_refusals_in_log_order_page_by_page() {
        rows.event("O-1/1", 20, "sequence", 3, "generation", 2, "event_type", "completed");
        rows.event("O-1/1", 30, "sequence", 1, "event_type", "opened");
        rows.event("O-1/1", 30, "sequence", 2, "index", 1, "event_type", "code-issued");
        rows.event("O-1/1", 31, "sequence", 2, "event_type", "refused", "refusal_code", "WRONG_NODE");
        rows.event(
                "O-1/1",
                32,
                "sequence",
                0,
                "event_type",
                "refused",
                "refusal_code",
                "UNKNOWN_SUPERVISION",
                "seller_id",
                "S-2");
        rows.event("O-1/1", 1, "aggregate_type", 3, "event_type", "product-authorised");

        Page<LoggedEvent> first = events.ofAggregate(AggregateType.SUPERVISION, "O-1/1", null, 2);
        Page<LoggedEvent> second = events.ofAggregate(AggregateType.SUPERVISION, "O-1/1", first.nextCursor(), 3);

        assertThat(first.items()).extracting(LoggedEvent::eventType).containsExactly("opened", "code-issued");
        assertThat(second.items())
                .extracting(LoggedEvent::eventType)
                .containsExactly("refused", "refused", "completed");
        assertThat(second.nextCursor()).isNull();
        assertThat(events.ofAggregate(AggregateType.SUPERVISION, "O-1/1", "S-1", null, 10)
                        .items())
                .extracting(LoggedEvent::refusalCode)
                .doesNotContain("UNKNOWN_SUPERVISION")
                .contains("WRONG_NODE");
    }

    @Test
    void what_is_folded_has_no_refusals_and_ends_at_the_version_asked_for() {
        rows.event("O-1/1", 1, "sequence", 1);
        rows.event("O-1/1", 2, "sequence", 1, "event_type", "refused", "refusal_code", "WRONG_NODE");
        rows.event("O-1/1", 3, "sequence", 2);
        rows.event("O-1/1", 4, "sequence", 3);

        assertThat(events.toFold(AggregateType.SUPERVISION, "O-1/1", 0, 2))
                .extracting(LoggedEvent::sequence)
                .containsExactly(1L, 2L);
        assertThat(events.toFold(AggregateType.SUPERVISION, "O-1/1", 2, Long.MAX_VALUE))
                .extracting(LoggedEvent::sequence)
                .containsExactly(3L);
    }

    private void silent(long offset, String kind, String commandId, long first) {
        rows.row(
                "silent_outcome",
                "aggregate_type",
                1,
                "partition",
                0,
                "generation",
                1,
                "offset",
                offset,
                "kind",
                kind,
                "aggregate_id",
                "O-1/1",
                "command_id",
                commandId,
                "first_partition",
                0,
                "first_generation",
                1,
                "first_offset",
                first,
                "recorded_at",
                "2026-11-02T08:00:00Z");
    }

    private static List<String> types(@Nullable Outcome outcome) {
        return ((Outcome.Applied) Objects.requireNonNull(outcome))
                .events().stream().map(LoggedEvent::eventType).toList();
    }

    private static Coordinates at(long offset) {
        return new Coordinates(AggregateType.SUPERVISION, 1, 0, offset);
    }
}
