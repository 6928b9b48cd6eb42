package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Decision;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a command was answered, for a test to hold against the rulebook. Every answer's general laws are held by
/// itself: the version grows by the events, the standing is the last event's, a refusal says *Expected …, but …*.
record SupervisionAnswer(@Nullable Supervision before, SupervisionCall call, Decision<SupervisionEvent> decision) {

    /// Accepted with these events, in this order.
    SupervisionAnswer then(SupervisionEventType... types) {
        assertThat(events()).extracting(SupervisionEvent::type).containsExactly(types);
        state();
        return this;
    }

    SupervisionAnswer accepted() {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return this;
    }

    boolean isAccepted() {
        return decision instanceof Decision.Accepted;
    }

    boolean isRefusedWith(RefusalCode code) {
        return decision instanceof Decision.Refused<SupervisionEvent> refused
                && refused.refusal().code() == code;
    }

    /// Refused to one who knows the supervision: at its version, naming its node.
    SupervisionAnswer thenRefused(RefusalCode code) {
        Decision.Refused<SupervisionEvent> refused = refused(code);
        Supervision known = Objects.requireNonNull(before);
        assertThat(refused.sequence()).isEqualTo(known.version());
        assertThat(refused.refusal().state()).isEqualTo(known.node().name());
        return this;
    }

    /// Refused to one to whom there is no such supervision: sequence 0, no state.
    SupervisionAnswer thenRefusedBlindly(RefusalCode code) {
        Decision.Refused<SupervisionEvent> refused = refused(code);
        assertThat(refused.sequence()).isZero();
        assertThat(refused.refusal().state()).isNull();
        return this;
    }

    SupervisionAnswer namingField(String field) {
        assertThat(refusal().field()).isEqualTo(field);
        return this;
    }

    void thenTheFirstAnswerAgain() {
        assertThat(decision).isInstanceOf(Decision.SameAsOpening.class);
    }

    SupervisionAnswer at(Node node) {
        assertThat(state().node()).isEqualTo(node);
        return this;
    }

    SupervisionAnswer withRefund(RefundState refund) {
        assertThat(state().standing().refund()).isEqualTo(refund);
        return this;
    }

    SupervisionAnswer withCode(CodeState code) {
        assertThat(state().standing().code()).isEqualTo(code);
        return this;
    }

    SupervisionAnswer withAppeal(AppealState appeal) {
        assertThat(state().standing().appeal()).isEqualTo(appeal);
        return this;
    }

    SupervisionAnswer saying(int index, SupervisionEvent.Detail detail) {
        assertThat(events().get(index).detail()).isEqualTo(detail);
        return this;
    }

    List<SupervisionEvent> events() {
        if (decision instanceof Decision.Accepted<SupervisionEvent> accepted) {
            return accepted.events();
        }
        throw new AssertionError(call.data().type() + " was not accepted: " + decision);
    }

    Refusal refusal() {
        if (decision instanceof Decision.Refused<SupervisionEvent> refused) {
            return refused.refusal();
        }
        throw new AssertionError(call.data().type() + " was not refused: " + decision);
    }

    /// The state after the events.
    Supervision state() {
        Supervision after = SupervisionDecider.fold(before, SupervisionCall.ID, SupervisionCalls.SELLER, events());
        assertThat(after.version()).isEqualTo((before == null ? 0 : before.version()) + events().size());
        if (!events().isEmpty()) {
            assertThat(after.standing()).isEqualTo(events().getLast().to());
        }
        return after;
    }

    private Decision.Refused<SupervisionEvent> refused(RefusalCode code) {
        Refusal refusal = refusal();
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.command()).isEqualTo(call.data().type().wire());
        assertThat(refusal.message()).matches("Expected .+, but .+");
        return (Decision.Refused<SupervisionEvent>) decision;
    }
}
