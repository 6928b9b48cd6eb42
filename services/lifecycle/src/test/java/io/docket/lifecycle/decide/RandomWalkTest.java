package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.Term.PeriodType;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Walks at random over decide and fold. The seed stands in every failure; `-Ddocket.walk.seed=…` walks one again.
class RandomWalkTest {
    private static final int WALKS = 200;
    private static final int STEPS = 80;
    private static final long SEED = Long.getLong("docket.walk.seed", System.nanoTime());

    static List<Flow> flows() {
        return SupervisionScenario.LIFECYCLES.nodes().keySet().stream()
                .sorted(Comparator.comparing(Flow::toString))
                .toList();
    }

    /// Two supervisions of a kind answer alike, whatever has led there: so trying every kind has tried every state.
    @ParameterizedTest
    @MethodSource("flows")
    void a_supervision_answers_as_its_kind_does(Flow flow) {
        Random random = new Random(SEED);
        Opening opening = Opening.of(flow.goodsType()).ofFlow(flow);
        SupervisionSpace space = SupervisionSpace.explore(opening, opening.issuedAutomatically());
        List<Map.Entry<String, SupervisionCall>> commands =
                List.copyOf(SupervisionSpace.commands().entrySet());
        for (int walk = 0; walk < WALKS; walk++) {
            Supervision state = SupervisionScenario.given(
                            random.nextBoolean()
                                    ? opening.sent()
                                    : opening.issuedAutomatically().sent())
                    .supervision();
            for (int step = 0; step < STEPS; step++) {
                var chosen = random.nextInt(8) == 0
                        ? tomorrow(random, state)
                        : commands.get(random.nextInt(commands.size()));
                Supervision now = chosen.getValue().data() instanceof SupervisionCommand.DeadlineElapsed elapsed
                                && state.deadlines().dueAt(elapsed.kind()) != null
                        ? SupervisionScenario.withDeadline(state, elapsed.kind(), elapsed.dueAt())
                        : state;
                SupervisionAnswer answer = new SupervisionScenario(now).when(chosen.getValue());
                Supervision after = answer.isAccepted() ? answer.state() : state;
                SupervisionKind from = SupervisionKind.of(state);
                assertThat(SupervisionSpace.step(answer, after).text(from))
                        .as("seed %d, walk %d, step %d: %s of %s", SEED, walk, step, chosen.getKey(), from)
                        .isEqualTo(space.step(from, chosen.getKey()).text(from));
                state = after;
            }
        }
    }

    /// One of those that are pending, as if it were due a day later: years must not pass.
    private static Map.Entry<String, SupervisionCall> tomorrow(Random random, Supervision state) {
        Map.Entry<String, SupervisionCall> due = deadline(random, state);
        if (due.getValue().data() instanceof SupervisionCommand.DeadlineElapsed elapsed
                && state.deadlines().dueAt(elapsed.kind()) != null) {
            Duration day = Duration.ofDays(1);
            return Map.entry(
                    due.getKey(),
                    SupervisionCalls.elapsed(elapsed.kind(), state.updatedAt().plus(day))
                            .after(day));
        }
        return due;
    }

    /// One of those that are pending, when it is due; none: one that it cannot have.
    private static Map.Entry<String, SupervisionCall> deadline(Random random, Supervision state) {
        List<DeadlineKind> pending = List.copyOf(state.deadlines().pending().keySet());
        assertThat(pending).allMatch(kind -> SupervisionSpace.mayBePending(kind, state));
        if (pending.isEmpty()) {
            DeadlineKind none = random.nextBoolean() ? DeadlineKind.HARDWARE_ACCEPTANCE : DeadlineKind.RETURN_SHIPMENT;
            DeadlineKind impossible = SupervisionSpace.mayBePending(none, state) ? DeadlineKind.APPEAL : none;
            return Map.entry(
                    SupervisionSpace.elapsed(impossible), SupervisionCalls.elapsed(impossible, state.updatedAt()));
        }
        DeadlineKind kind = pending.get(random.nextInt(pending.size()));
        Instant dueAt = Objects.requireNonNull(state.deadlines().dueAt(kind));
        Duration until = Duration.between(state.updatedAt(), dueAt);
        return Map.entry(
                SupervisionSpace.elapsed(kind),
                SupervisionCalls.elapsed(kind, dueAt).after(until.isNegative() ? Duration.ZERO : until));
    }

    /// Anybody sends anything at any time: a decision is an answer, never an exception, and always the same one.
    @ParameterizedTest
    @MethodSource("flows")
    void whatever_is_sent_to_a_supervision_is_answered_and_its_events_fold_to_its_state(Flow flow) {
        Random random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            Supervision state = null;
            List<SupervisionEvent> history = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                SupervisionCall call = wild(random, flow, state);
                String where = "seed %d, walk %d, step %d: %s".formatted(SEED, walk, step, call);
                SupervisionScenario scenario = new SupervisionScenario(state);
                SupervisionAnswer answer = answered(where, () -> scenario.when(call));
                assertThat(scenario.when(call)).as(where).isEqualTo(answer);
                if (answer.isAccepted() && !(state == null && answer.events().isEmpty())) {
                    history.addAll(answer.events());
                    state = answer.state();
                }
                if (state != null) {
                    holdsTheGate(where, state);
                    assertThat(SupervisionDecider.fold(null, SupervisionCall.ID, SupervisionCalls.SELLER, history))
                            .as(where)
                            .isEqualTo(state);
                }
            }
        }
    }

    private static void holdsTheGate(String where, Supervision state) {
        if (state.flow().goodsType() == GoodsType.LICENSE_CODE) {
            boolean received = state.milestones().receivedAt() != null;
            assertThat(received || state.milestones().activatedAt() == null)
                    .as(where)
                    .isTrue();
            assertThat(received && state.standing().refund().isPending())
                    .as(where)
                    .isFalse();
            assertThat(received && state.refundable()).as(where).isFalse();
        }
    }

    private static SupervisionCall wild(Random random, Flow flow, @Nullable Supervision state) {
        SupervisionCommandType[] types = SupervisionCommandType.values();
        Opening opening = Opening.of(flow.goodsType())
                .ofFlow(flow)
                .orderedAt(SupervisionScenario.START.minus(Duration.ofDays(1)));
        opening = random.nextInt(8) == 0 ? opening.trial() : opening;
        opening = random.nextBoolean() ? opening.issuedAutomatically() : opening;
        opening = random.nextBoolean() ? opening.forTerm(PeriodType.MONTH, 1 + random.nextInt(3)) : opening;
        if (state == null && random.nextInt(4) > 0) {
            return opening.sent();
        }
        var code = random.nextInt(6) == 0 ? SupervisionCalls.OTHER_CODE : SupervisionCalls.CODE;
        SupervisionCall call = switch (random.nextInt(10)) {
            case 0 ->
                SupervisionCalls.activateCode(
                        random.nextBoolean() ? code : null,
                        SupervisionScenario.START.plus(Duration.ofDays(random.nextInt(6) - 3L)));
            case 1 -> SupervisionCalls.requestRefund(random.nextInt(120) - 10 + ".50", null);
            case 2 -> SupervisionCalls.renewCode(SupervisionScenario.START.plus(Duration.ofDays(random.nextInt(90))));
            case 3 -> SupervisionCalls.resolveAppeal(any(random, Outcome.values()));
            case 4 -> SupervisionCalls.issueCode().claiming(code, random.nextInt(4) == 0);
            case 5 -> SupervisionCalls.malformed(any(random, types), "reason");
            case 6 -> {
                Map.Entry<String, SupervisionCall> due = state == null ? null : deadline(random, state);
                yield due == null ? SupervisionCalls.plausible(any(random, types)) : due.getValue();
            }
            default -> SupervisionCalls.plausible(any(random, types));
        };
        call = random.nextInt(10) == 0 ? call.by(anybody(random)) : call;
        call = random.nextInt(15) == 0 ? call.ofSeller("S-2") : call;
        call = random.nextInt(15) == 0 ? call.expectingVersion(random.nextInt(10)) : call;
        return call.data() instanceof SupervisionCommand.DeadlineElapsed
                ? call
                : call.after(Duration.ofMinutes(random.nextInt(20) == 0 ? 60 * 24 * 20 : random.nextInt(120)));
    }

    private static String anybody(Random random) {
        return any(
                random,
                "buyer:B-1",
                "buyer:B-2",
                "owner:S-1",
                "owner:S-2",
                "staff:S-7",
                "staff:S-8",
                "software:AK1",
                "platform:ops",
                "clock",
                "nobody");
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    @Test
    void whatever_is_sent_to_a_ticket_is_answered_and_its_events_fold_to_its_state() {
        Random random = new Random(SEED);
        for (int walk = 0; walk < 10 * WALKS; walk++) {
            TicketScenario scenario = random.nextBoolean()
                    ? TicketScenario.givenNothing()
                    : TicketScenario.givenNothing()
                            .promising(Duration.ofHours(2), Duration.ofHours(20), WorkingCalendar.PLATFORM);
            List<TicketEvent> history = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                scenario = random.nextInt(10) == 0
                        ? scenario.authorisedTo(random.nextBoolean() ? TicketCalls.HANDLER : TicketCalls.COLLEAGUE)
                        : scenario;
                Ticket known = scenario.state();
                TicketCall call = known != null && random.nextInt(6) == 0
                        ? ticketDeadline(random, known)
                        : wildTicketCall(random);
                String where = "seed %d, walk %d, step %d: %s".formatted(SEED, walk, step, call);
                TicketScenario before = scenario;
                TicketAnswer answer = answered(where, () -> before.when(call));
                assertThat(scenario.when(call)).as(where).isEqualTo(answer);
                if (answer.isAccepted() && call.sellerId().equals("S-1")) {
                    history.add(answer.event());
                    scenario = scenario.on(answer.state());
                    assertThat(folded(history)).as(where).isEqualTo(scenario.ticket());
                }
            }
        }
    }

    private static TicketCall ticketDeadline(Random random, Ticket ticket) {
        List<DeadlineKind> pending = List.copyOf(ticket.deadlines().pending().keySet());
        DeadlineKind kind =
                pending.isEmpty() ? any(random, DeadlineKind.values()) : pending.get(random.nextInt(pending.size()));
        Instant dueAt = Objects.requireNonNullElse(ticket.deadlines().dueAt(kind), ticket.updatedAt());
        Duration until = Duration.between(ticket.updatedAt(), dueAt);
        return TicketCalls.elapsed(kind, dueAt)
                .after(until.isNegative() ? Duration.ZERO : until.plusSeconds(random.nextInt(2_000)));
    }

    private static TicketCall wildTicketCall(Random random) {
        TicketCommandType type = any(random, TicketCommandType.values());
        TicketCall call = random.nextInt(20) == 0
                ? TicketCalls.malformed(type, "text")
                : type == TicketCommandType.TRANSFER
                        ? TicketCalls.transferTo(anybody(random))
                        : TicketCalls.plausible(type);
        call = random.nextInt(4) == 0 ? call.by(anybody(random)) : call;
        call = random.nextInt(15) == 0 ? call.ofSeller("S-2") : call;
        call = random.nextInt(15) == 0 ? call.expectingVersion(random.nextInt(10)) : call;
        return call.after(Duration.ofMinutes(random.nextInt(30) == 0 ? 60 * 24 * 8 : random.nextInt(120)));
    }

    /// An exception out of `decide` is a failure that must say how to walk there again.
    private static <T> T answered(String where, Supplier<T> decision) {
        try {
            return decision.get();
        } catch (RuntimeException failure) {
            throw new AssertionError(where, failure);
        }
    }

    private static Ticket folded(List<TicketEvent> history) {
        Ticket ticket = null;
        for (TicketEvent event : history) {
            ticket = TicketFold.apply(ticket, TicketCall.ID, "S-1", event);
        }
        return Objects.requireNonNull(ticket);
    }
}
