package io.docket.lifecycle.decide;

import io.docket.domain.Decision;
import io.docket.domain.Lifecycles;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `given(opened(), issueCode()).when(receiveCode()).thenRefused(WRONG_NODE)`
record SupervisionScenario(@Nullable Supervision state) {
    static final Lifecycles LIFECYCLES = LifecycleCompiler.compileAll();
    static final SupervisionDecider DECIDER = new SupervisionDecider(LIFECYCLES);
    /// When the first command is decided.
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    static SupervisionScenario givenNothing() {
        return new SupervisionScenario(null);
    }

    /// What has happened: every command must be accepted.
    static SupervisionScenario given(SupervisionCall... calls) {
        return givenNothing().and(calls);
    }

    SupervisionScenario and(SupervisionCall... calls) {
        SupervisionScenario scenario = this;
        for (SupervisionCall call : calls) {
            scenario = new SupervisionScenario(scenario.when(call).accepted().state());
        }
        return scenario;
    }

    /// Goes on by the plain path of the flow until the node is reached.
    SupervisionScenario at(Node node) {
        SupervisionScenario scenario = this;
        while (scenario.supervision().node() != node) {
            scenario = scenario.onward();
        }
        return scenario;
    }

    /// One step along the plain path of the flow.
    SupervisionScenario onward() {
        return and(SupervisionCalls.plausible(onward(supervision().node())));
    }

    /// One step: the command is answered by this one event and leads to the node.
    SupervisionScenario then(SupervisionCall call, SupervisionEventType event, Node node) {
        return new SupervisionScenario(when(call).then(event).at(node).state());
    }

    /// What the clock makes of it when that is due, a day later, whether or not it was pending.
    SupervisionScenario elapsed(DeadlineKind kind) {
        Instant dueAt = supervision().updatedAt().plus(Duration.ofDays(1));
        return new SupervisionScenario(withDeadline(supervision(), kind, dueAt))
                .and(SupervisionCalls.elapsed(kind, dueAt).after(Duration.ofDays(1)));
    }

    static Supervision withDeadline(Supervision state, DeadlineKind kind, Instant dueAt) {
        return new Supervision(
                state.id(),
                state.sellerId(),
                state.order(),
                state.flow(),
                state.standing(),
                state.code(),
                state.milestones(),
                state.marks(),
                state.deadlines().set(kind, dueAt),
                state.version(),
                state.updatedAt());
    }

    SupervisionAnswer when(SupervisionCall call) {
        Instant at = state == null ? START : state.updatedAt().plus(call.after());
        Decision<SupervisionEvent> decision = DECIDER.decide(state, call.command(), at, call.claim());
        return new SupervisionAnswer(state, call, decision);
    }

    Supervision supervision() {
        return Objects.requireNonNull(state);
    }

    private static SupervisionCommandType onward(Node node) {
        return switch (node) {
            case AWAITING_ISSUE -> SupervisionCommandType.ISSUE_CODE;
            case AWAITING_REQUIREMENT -> SupervisionCommandType.SUBMIT_REQUIREMENT;
            case AWAITING_CONFIRMATION -> SupervisionCommandType.CONFIRM_REQUIREMENT;
            case AWAITING_IDENTIFIER -> SupervisionCommandType.SUBMIT_IDENTIFIER;
            case AWAITING_DELIVERY -> SupervisionCommandType.CONFIRM_DELIVERY;
            case AWAITING_RECEIPT -> SupervisionCommandType.RECEIVE_CODE;
            case AWAITING_ACTIVATION -> SupervisionCommandType.ACTIVATE_CODE;
            case AWAITING_PROOF -> SupervisionCommandType.UPLOAD_PROOF;
            case AWAITING_REVIEW -> SupervisionCommandType.PASS_REVIEW;
            case AWAITING_ACCEPTANCE -> SupervisionCommandType.ACCEPT_DELIVERY;
            case COMPLETED, REFUNDED -> throw new IllegalArgumentException("Nothing comes after " + node);
        };
    }
}
