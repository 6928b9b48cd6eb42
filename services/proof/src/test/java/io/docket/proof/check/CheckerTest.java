package io.docket.proof.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.processor.rebuild.FoldReport;
import io.docket.proof.check.Evidence.Kind;
import io.docket.proof.check.Evidence.LogRecord;
import io.docket.proof.check.Evidence.Logged;
import io.docket.proof.check.Evidence.OutcomeRow;
import io.docket.proof.check.Evidence.Published;
import io.docket.proof.check.Evidence.StateRow;
import io.docket.proof.history.Answer;
import io.docket.proof.history.Attempt;
import io.docket.proof.history.Channel;
import io.docket.proof.history.Fate;
import io.docket.proof.history.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// A good run is clean, and each way to tamper with what it left is noticed by the check that is there for it.
class CheckerTest {
    private static final String ID = "O1/1";
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Coordinates, LogRecord> log = new HashMap<>();
    private final List<OutcomeRow> outcomes = new ArrayList<>();
    private final List<Logged> events = new ArrayList<>();
    private final List<Published> published = new ArrayList<>();
    private final List<StateRow> rows = new ArrayList<>();
    private final List<String> early = new ArrayList<>();

    CheckerTest() {
        decided(0, "open", "opened", 1, "AWAITING_RECEIPT", "NONE", "ISSUED");
        decided(1, "receive-code", "code-received", 2, "AWAITING_ACTIVATION", "NONE", "RECEIVED");
        decided(2, "activate-code", "code-activated", 3, "AWAITING_PROOF", "NONE", "ALIVE");
        repeated(3, 2, "activate-code");
        rows.add(new StateRow(
                AggregateType.SUPERVISION,
                ID,
                3,
                Map.of("node", "AWAITING_PROOF", "refundState", "NONE", "codeState", "ALIVE", "appealState", "NONE")));
    }

    private static Coordinates at(long offset) {
        return new Coordinates(AggregateType.SUPERVISION, 1, 0, offset);
    }

    private void decided(
            long offset, String command, String event, long sequence, String node, String refund, String code) {
        onTheLog(offset, command, command, "{}");
        outcomes.add(new OutcomeRow(at(offset), Kind.DECIDED, ID, command, null));
        String data = """
                {"node":"%s","refundState":"%s","codeState":"%s","appealState":"NONE"}""".formatted(node, refund, code);
        Logged logged = new Logged(at(offset), 0, sequence, ID, event, null, "buyer:b", command, data);
        events.add(logged);
        published.add(published(logged, data));
        answered(offset, command, answer(200, """
                {"events":[{"id":"sc.1:0:%d/0","type":"%s","sequence":%d}],"state":{"version":%d}}""".formatted(offset, event, sequence, sequence)));
    }

    private static Published published(Logged event, String data) {
        return new Published(
                "docket.supervision-events.v1",
                0,
                event.aggregateId(),
                Map.of(
                        "ce_id",
                        event.at() + "/" + event.index(),
                        "ce_causationid",
                        event.commandId(),
                        "ce_actor",
                        event.actor(),
                        "ce_sequence",
                        Long.toString(event.sequence()),
                        "ce_type",
                        "io.docket.supervision." + event.eventType() + ".v1"),
                data);
    }

    private void repeated(long offset, long first, String command) {
        onTheLog(offset, command, command, "{}");
        outcomes.add(new OutcomeRow(at(offset), Kind.REPEAT, ID, command, at(first)));
    }

    private void onTheLog(long offset, String command, String id, String data) {
        log.put(
                at(offset),
                new LogRecord(
                        at(offset),
                        ID,
                        Map.of(
                                "ce_id",
                                id,
                                "ce_type",
                                "io.docket.supervision." + command + ".v1",
                                "ce_actor",
                                "buyer:b",
                                "ce_seller",
                                "S-1",
                                "ce_traceparent",
                                "trace-" + offset),
                        data));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, JsonMapper.builder().build().readTree(body));
    }

    private void answered(long offset, String command, @Nullable Answer answer) {
        tried(offset, command, new Fate.Acknowledged(at(offset), answer));
    }

    private void tried(long trace, String command, Fate fate) {
        Wish wish = new Wish(AggregateType.SUPERVISION, ID, "S-1", command, "buyer:b", "{}", command);
        attempts.add(new Attempt(wish, Channel.HTTP_WAITING, command, "trace-" + trace, Instant.EPOCH, fate));
    }

    private Set<Check> violated() {
        Judgement judgement = Checker.judge(new Evidence(
                attempts,
                log,
                Set.of(),
                outcomes,
                events,
                published,
                rows,
                new FoldReport(3, 1, 0, 0, 0, List.of(), List.of()),
                early,
                3));
        Set<Check> violated = EnumSet.noneOf(Check.class);
        for (Check check : Check.values()) {
            if (judgement.violations(check) > 0) {
                violated.add(check);
            }
        }
        return violated;
    }

    @Test
    void a_good_run_is_clean() {
        assertThat(violated()).isEmpty();
    }

    @Test
    void an_acknowledged_command_that_is_not_on_the_log_is_missed() {
        answered(9, "remind", null);

        assertThat(violated()).containsExactly(Check.KEPT);
    }

    @Test
    void a_command_that_was_turned_away_or_aborted_must_not_be_on_the_log() {
        tried(3, "activate-code", new Fate.TurnedAway(429, "TOO_MANY_REQUESTS"));
        assertThat(violated()).containsExactly(Check.KEPT);

        attempts.removeLast();
        tried(7, "activate-code", new Fate.Aborted(at(3)));
        assertThat(violated()).containsExactly(Check.KEPT);
    }

    @Test
    void a_record_without_an_outcome_and_one_with_two_are_noticed() {
        OutcomeRow repeat = outcomes.removeLast();
        assertThat(violated()).containsExactly(Check.ONE_OUTCOME);

        outcomes.add(repeat);
        outcomes.add(repeat);
        assertThat(violated()).containsExactly(Check.ONE_OUTCOME);
    }

    @Test
    void an_outcome_of_nothing_is_noticed() {
        outcomes.add(new OutcomeRow(at(8), Kind.DEAD, "", "", null));

        assertThat(violated()).containsExactly(Check.ONE_OUTCOME);
    }

    @Test
    void a_command_decided_twice_is_noticed() {
        onTheLog(4, "activate-code", "activate-code", "{}");
        outcomes.add(new OutcomeRow(at(4), Kind.NOTED, ID, "activate-code", null));

        assertThat(violated()).containsExactly(Check.ONCE);
    }

    @Test
    void a_repeat_that_says_something_else_is_noticed() {
        onTheLog(3, "activate-code", "activate-code", "{\"comment\":\"other\"}");

        assertThat(violated()).containsExactly(Check.ONCE);
    }

    @Test
    void a_gap_in_the_sequence_is_noticed() {
        Logged last = events.removeLast();
        events.add(new Logged(at(2), 0, 4, ID, last.eventType(), null, last.actor(), last.commandId(), last.data()));

        assertThat(violated()).contains(Check.IN_ORDER);
    }

    @Test
    void a_row_that_differs_from_its_last_event_is_noticed() {
        StateRow row = rows.removeLast();
        Map<String, String> columns = new HashMap<>(row.columns());
        columns.put("node", "COMPLETED");
        rows.add(new StateRow(row.type(), row.id(), row.version(), columns));

        assertThat(violated()).containsExactly(Check.FOLDED);
    }

    @Test
    void an_event_that_is_on_no_topic_and_one_that_is_in_no_log_are_noticed() {
        Published last = published.removeLast();
        assertThat(violated()).containsExactly(Check.PUBLISHED);

        published.add(last);
        Map<String, String> headers = new HashMap<>(last.headers());
        headers.put("ce_id", "sc.1:0:99/0");
        published.add(new Published(last.topic(), 0, last.key(), headers, last.data()));
        assertThat(violated()).containsExactly(Check.PUBLISHED);
    }

    @Test
    void events_that_come_in_another_order_or_the_second_time_otherwise_are_noticed() {
        published.add(0, published.removeLast());
        assertThat(violated()).containsExactly(Check.PUBLISHED);

        published.add(published.removeFirst());
        Published last = published.getLast();
        published.add(new Published(last.topic(), 0, last.key(), last.headers(), "{}"));
        assertThat(violated()).containsExactly(Check.PUBLISHED);

        published.removeLast();
        published.add(last);
        assertThat(violated()).isEmpty();
    }

    @Test
    void an_event_seen_too_early_is_noticed() {
        early.add("sc.1:0:2/0");

        assertThat(violated()).containsExactly(Check.COMMITTED_FIRST);
    }

    @Test
    void an_activation_without_receipt_is_noticed() {
        Logged receipt = events.get(1);
        events.set(
                1,
                new Logged(
                        receipt.at(),
                        0,
                        2,
                        ID,
                        "reminded",
                        null,
                        receipt.actor(),
                        receipt.commandId(),
                        receipt.data()));

        assertThat(violated()).contains(Check.GATE);
    }

    @Test
    void a_refund_after_receipt_is_noticed() {
        decided(4, "request-refund", "refund-requested", 4, "AWAITING_PROOF", "REQUESTED", "ALIVE");

        assertThat(violated()).contains(Check.GATE);
    }

    @Test
    void an_answer_that_says_something_else_is_noticed() {
        answered(3, "activate-code", answer(409, "{\"code\":\"ALREADY_ACTIVATED\"}"));

        assertThat(violated()).containsExactly(Check.ANSWERED);
    }

    @Test
    void an_error_of_its_own_is_noticed() {
        tried(5, "remind", new Fate.Unknown(500, "INTERNAL_ERROR"));

        assertThat(violated()).containsExactly(Check.ANSWERED);
    }
}
