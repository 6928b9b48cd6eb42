package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.Decision;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A flow may change for later orders; those that are open finish under the version that they were opened with.
class FlowVersionTest {
    private static final SupervisionDecider BEFORE = new SupervisionDecider(LifecycleCompiler.compileAll());
    private static final SupervisionDecider AFTER =
            new SupervisionDecider(LifecycleCompiler.compileAll(Map.of(GoodsType.LICENSE_OFFLINE, 2)));
    private static final Flow UNCHOSEN = new Flow(GoodsType.LICENSE_OFFLINE, Flow.UNCHOSEN, false, true);
    private static final SupervisionCall OPENING =
            Opening.of(GoodsType.LICENSE_OFFLINE).ofFlow(UNCHOSEN).sent();

    private static final List<SupervisionCommandType> UNPROVEN =
            List.of(SupervisionCommandType.CONFIRM_DELIVERY, SupervisionCommandType.ACCEPT_DELIVERY);
    private static final List<SupervisionCommandType> PROVEN = List.of(
            SupervisionCommandType.CONFIRM_DELIVERY,
            SupervisionCommandType.UPLOAD_PROOF,
            SupervisionCommandType.ACCEPT_DELIVERY);

    @Test
    void an_order_opened_before_the_change_finishes_under_the_old_version() {
        Supervision opened = decided(BEFORE, null, OPENING);

        assertThat(opened.flow().version()).isEqualTo(1);
        assertThat(walked(AFTER, opened, UNPROVEN)).containsExactly(Node.AWAITING_ACCEPTANCE, Node.COMPLETED);
    }

    @Test
    void an_order_opened_after_the_change_follows_the_new_version() {
        Supervision opened = decided(AFTER, null, OPENING);

        assertThat(opened.flow().version()).isEqualTo(2);
        assertThat(walked(AFTER, opened, PROVEN))
                .containsExactly(Node.AWAITING_PROOF, Node.AWAITING_ACCEPTANCE, Node.COMPLETED);
    }

    @Test
    void it_keeps_the_new_version_when_the_change_is_taken_back() {
        Supervision opened = decided(AFTER, null, OPENING);

        assertThat(walked(BEFORE, opened, PROVEN))
                .containsExactly(Node.AWAITING_PROOF, Node.AWAITING_ACCEPTANCE, Node.COMPLETED);
    }

    @Test
    void an_order_may_name_its_version() {
        Supervision opened = decided(
                BEFORE,
                null,
                Opening.of(GoodsType.LICENSE_OFFLINE)
                        .ofFlow(UNCHOSEN.ofVersion(2))
                        .sent());

        assertThat(opened.flow().version()).isEqualTo(2);
    }

    @Test
    void a_version_that_the_goods_do_not_have_cannot_become_current() {
        assertThatThrownBy(() -> LifecycleCompiler.compileAll(Map.of(GoodsType.SERVICE, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a flow version of SERVICE, but 2 is none");
    }

    private static List<Node> walked(
            SupervisionDecider decider, Supervision opened, List<SupervisionCommandType> path) {
        List<Node> nodes = new ArrayList<>();
        Supervision state = opened;
        for (SupervisionCommandType type : path) {
            state = decided(decider, state, SupervisionCalls.plausible(type));
            nodes.add(state.node());
        }
        return nodes;
    }

    private static Supervision decided(SupervisionDecider decider, @Nullable Supervision state, SupervisionCall call) {
        Instant at =
                state == null ? SupervisionScenario.START : state.updatedAt().plus(call.after());
        Decision<SupervisionEvent> decision = decider.decide(state, call.command(), at, call.claim());
        List<SupervisionEvent> events = ((Decision.Accepted<SupervisionEvent>) decision).events();
        return SupervisionDecider.fold(state, SupervisionCall.ID, call.sellerId(), events);
    }
}
