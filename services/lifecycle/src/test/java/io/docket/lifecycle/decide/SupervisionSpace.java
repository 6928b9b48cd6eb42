package io.docket.lifecycle.decide;

import io.docket.domain.Decision;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every kind of supervision that a flow can come to, breadth first over all commands from its openings, and what
/// each answers to each command of a permitted actor with plausible data, a day after its last event.
record SupervisionSpace(SortedMap<SupervisionKind, Map<String, Step>> steps) {
    /// The kinds that a supervision can have.
    static final List<DeadlineKind> DEADLINES =
            List.copyOf(EnumSet.range(DeadlineKind.SUPERVISION_REMINDER, DeadlineKind.FREEZE_GRACE));

    private static final Duration PAUSE = Duration.ofDays(1);

    /// @param events empty: refused, or accepted without a trace
    /// @param refusal the refusal's code, or `first answer` for a repeated opening; null: accepted
    record Step(List<SupervisionEvent> events, @Nullable String refusal, SupervisionKind to) {
        /// `WRONG_NODE`, or `code-received > AWAITING_ACTIVATION / refund NONE / code RECEIVED`
        String text(SupervisionKind from) {
            if (refusal != null) {
                return refusal;
            }
            String names = events.isEmpty()
                    ? "no event"
                    : events.stream().map(event -> event.type().wire()).collect(Collectors.joining(" + "));
            return names
                    + (to.place().equals(from.place())
                            ? ""
                            : to.node().isFinal() ? " > " + to.node() + " / code " + to.code() : " > " + to.place());
        }
    }

    /// The commands, by the name that the tables give them.
    static Map<String, SupervisionCall> commands() {
        Map<String, SupervisionCall> commands = new LinkedHashMap<>();
        for (SupervisionCommandType type : SupervisionCommandType.values()) {
            if (type != SupervisionCommandType.RESOLVE_APPEAL && type != SupervisionCommandType.DEADLINE_ELAPSED) {
                commands.put(type.wire(), SupervisionCalls.plausible(type).after(PAUSE));
            }
        }
        for (Outcome outcome : Outcome.values()) {
            commands.put(
                    SupervisionCommandType.RESOLVE_APPEAL.wire() + " " + outcome,
                    SupervisionCalls.resolveAppeal(outcome).after(PAUSE));
        }
        return commands;
    }

    static SupervisionSpace explore(Opening... openings) {
        SortedMap<SupervisionKind, Map<String, Step>> steps = new TreeMap<>();
        Deque<Supervision> unexplored = new ArrayDeque<>();
        for (Opening opening : openings) {
            unexplored.add(SupervisionScenario.given(opening.sent()).supervision());
        }
        while (!unexplored.isEmpty()) {
            Supervision state = unexplored.remove();
            if (steps.containsKey(SupervisionKind.of(state))) {
                continue;
            }
            Map<String, Step> answers = new LinkedHashMap<>();
            commands().forEach((name, call) -> {
                SupervisionAnswer answer = new SupervisionScenario(state).when(call);
                Supervision after = answer.isAccepted() ? answer.state() : state;
                unexplored.add(after);
                answers.put(name, step(answer, after));
            });
            DEADLINES.forEach(kind -> {
                Instant dueAt = state.updatedAt().plus(PAUSE);
                Supervision due =
                        mayBePending(kind, state) ? SupervisionScenario.withDeadline(state, kind, dueAt) : state;
                SupervisionAnswer answer = new SupervisionScenario(due)
                        .when(SupervisionCalls.elapsed(kind, dueAt).after(PAUSE));
                Supervision after = answer.isAccepted() ? answer.state() : state;
                unexplored.add(after);
                answers.put(elapsed(kind), step(answer, after));
            });
            steps.put(SupervisionKind.of(state), answers);
        }
        return new SupervisionSpace(steps);
    }

    static Step step(SupervisionAnswer answer, Supervision after) {
        SupervisionKind to = SupervisionKind.of(after);
        return switch (answer.decision()) {
            case Decision.Accepted<SupervisionEvent> accepted -> new Step(accepted.events(), null, to);
            case Decision.Refused<SupervisionEvent> refused -> {
                answer.thenRefused(refused.refusal().code());
                yield new Step(List.of(), refused.refusal().code().name(), to);
            }
            case Decision.SameAsOpening<SupervisionEvent> _ -> new Step(List.of(), "first answer", to);
        };
    }

    /// The name that the tables give the clock's command.
    static String elapsed(DeadlineKind kind) {
        return SupervisionCommandType.DEADLINE_ELAPSED.wire() + " " + kind.wire();
    }

    /// Whether a supervision that stands there can have such a deadline; it need not: one that has fired is gone.
    static boolean mayBePending(DeadlineKind kind, Supervision state) {
        Standing at = state.standing();
        return switch (kind) {
            case SUPERVISION_REMINDER -> !at.node().isFinal();
            case HARDWARE_ACCEPTANCE ->
                state.flow().goodsType() == GoodsType.HARDWARE
                        && at.node() == Node.AWAITING_ACCEPTANCE
                        && at.appeal() != AppealState.OPEN
                        && !at.refund().isPending();
            case RETURN_SHIPMENT -> at.refund() == RefundState.AWAITING_RETURN;
            case RETURN_ACCEPTANCE -> at.refund() == RefundState.AWAITING_RETURN_ACCEPTANCE;
            case REFUND_SETTLEMENT -> at.refund() == RefundState.APPROVED;
            case APPEAL -> at.appeal() == AppealState.OPEN;
            case CODE_EXPIRY -> at.code() == CodeState.ALIVE;
            case FREEZE_GRACE -> at.code() == CodeState.FROZEN;
            case FIRST_RESPONSE, RESOLUTION, SOLUTION_UNCONFIRMED, ACCEPTANCE_LAPSED -> false;
        };
    }

    Step step(SupervisionKind from, String command) {
        return Objects.requireNonNull(Objects.requireNonNull(steps.get(from)).get(command));
    }
}
