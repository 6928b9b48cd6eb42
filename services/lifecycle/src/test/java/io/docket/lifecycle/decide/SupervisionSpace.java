package io.docket.lifecycle.decide;

import io.docket.domain.Decision;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /// Not a command: what the clock makes of an activated code at the end of its term.
    static final String END_OF_TERM = "(end of term)";

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
            if (type != SupervisionCommandType.RESOLVE_APPEAL) {
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
            if (state.standing().code() == CodeState.ALIVE) {
                Supervision after = expired(state);
                unexplored.add(after);
                answers.put(END_OF_TERM, new Step(List.of(), null, SupervisionKind.of(after)));
            }
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

    static Supervision expired(Supervision alive) {
        Standing now = alive.standing();
        SupervisionEvent event = new SupervisionEvent(
                SupervisionEventType.CODE_EXPIRED,
                alive.updatedAt().plus(PAUSE),
                new Standing(now.node(), now.refund(), CodeState.EXPIRED, now.appeal()),
                SupervisionEvent.Detail.NONE);
        return new SupervisionScenario(alive).folding(event).supervision();
    }

    Step step(SupervisionKind from, String command) {
        return Objects.requireNonNull(Objects.requireNonNull(steps.get(from)).get(command));
    }
}
