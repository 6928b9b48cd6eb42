package io.docket.domain;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.AppealTrigger;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.CodeTrigger;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.RefundTrigger;
import io.docket.domain.ticket.TicketState;
import io.docket.domain.ticket.TicketTrigger;
import java.util.Map;

/// Every lifecycle as a table, compiled once at start.
///
/// @param nodes the path of delivery, per flow
public record Lifecycles(
        Map<Flow, TransitionTable<Node, NodeTrigger>> nodes,
        TransitionTable<RefundState, RefundTrigger> refund,
        TransitionTable<CodeState, CodeTrigger> code,
        TransitionTable<AppealState, AppealTrigger> appeal,
        TransitionTable<TicketState, TicketTrigger> ticket) {

    public Lifecycles {
        nodes = Map.copyOf(nodes);
    }

    /// The table of a flow that [#knows] knows.
    public TransitionTable<Node, NodeTrigger> node(Flow flow) {
        TransitionTable<Node, NodeTrigger> table = nodes.get(flow);
        if (table == null) {
            throw new IllegalArgumentException("No lifecycle is declared for " + flow);
        }
        return table;
    }

    public boolean knows(Flow flow) {
        return nodes.containsKey(flow);
    }
}
