package io.docket.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Lifecycles;
import io.docket.domain.TransitionTable;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.CodeTrigger;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.RefundTrigger;
import io.docket.domain.ticket.TicketState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// No state is a dead end, even where nobody appeals: an appeal leads out of everything, and would hide one.
class NoDeadEndTest {
    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

    @Test
    void every_node_can_complete_without_an_appeal_and_be_refunded() {
        for (TransitionTable<Node, NodeTrigger> table : lifecycles.nodes().values()) {
            for (Node node : table.states()) {
                if (!node.isFinal()) {
                    assertThat(reachedFrom(table, node, Set.of(NodeTrigger.UPHOLD_SELLER)))
                            .as("%s of %s", node, table.name())
                            .contains(Node.COMPLETED, Node.REFUNDED);
                }
            }
        }
    }

    @Test
    void every_pending_refund_can_be_settled_and_turned_away_without_an_appeal() {
        Set<RefundTrigger> appeals = Set.of(RefundTrigger.UPHOLD_SELLER, RefundTrigger.UPHOLD_BUYER);
        for (RefundState state : lifecycles.refund().states()) {
            if (state != RefundState.SETTLED) {
                assertThat(reachedFrom(lifecycles.refund(), state, appeals))
                        .as("%s", state)
                        .contains(RefundState.SETTLED);
            }
            if (state.isPending() && state != RefundState.APPROVED) {
                assertThat(reachedFrom(lifecycles.refund(), state, appeals))
                        .as("%s", state)
                        .contains(RefundState.REJECTED);
            }
        }
    }

    @Test
    void every_code_can_be_released_without_an_appeal() {
        for (CodeState state : lifecycles.code().states()) {
            assertThat(reachedFrom(lifecycles.code(), state, Set.of(CodeTrigger.UPHOLD_BUYER)))
                    .as("%s", state)
                    .contains(CodeState.RELEASED);
        }
    }

    @Test
    void every_appeal_but_one_won_by_the_buyer_can_have_each_outcome() {
        for (AppealState state : lifecycles.appeal().states()) {
            if (state != AppealState.UPHELD_BUYER) {
                assertThat(reachedFrom(lifecycles.appeal(), state, Set.of()))
                        .as("%s", state)
                        .contains(AppealState.UPHELD_SELLER, AppealState.UPHELD_BUYER, AppealState.DISMISSED);
            }
        }
    }

    @Test
    void every_open_ticket_can_be_completed_and_every_ticket_deleted() {
        for (TicketState state : lifecycles.ticket().states()) {
            Set<TicketState> reached = reachedFrom(lifecycles.ticket(), state, Set.of());
            assertThat(reached).as("%s", state).contains(TicketState.DELETED);
            if (state.isOpen()) {
                assertThat(reached).as("%s", state).contains(TicketState.COMPLETED);
            }
        }
    }

    private static <S extends Enum<S>, T extends Enum<T>> Set<S> reachedFrom(
            TransitionTable<S, T> table, S state, Set<T> without) {
        Map<S, Map<T, S>> targets = new EnumMap<>(state.getDeclaringClass());
        for (S source : table.states()) {
            Map<T, S> row = new HashMap<>(table.row(source));
            row.keySet().removeAll(without);
            targets.put(source, row);
        }
        return new Reachability<>(table.initial(), Set.of(), targets).reachedFrom(state);
    }
}
