package io.docket.domain;

import io.docket.domain.seller.VerificationState;
import io.docket.domain.seller.VerificationTrigger;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.AppealTrigger;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.CodeTrigger;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
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
/// @param currentVersions what an order gets that names no flow version; goods that are absent: the first
public record Lifecycles(
        Map<Flow, TransitionTable<Node, NodeTrigger>> nodes,
        Map<GoodsType, Integer> currentVersions,
        TransitionTable<RefundState, RefundTrigger> refund,
        TransitionTable<CodeState, CodeTrigger> code,
        TransitionTable<AppealState, AppealTrigger> appeal,
        TransitionTable<TicketState, TicketTrigger> ticket,
        TransitionTable<VerificationState, VerificationTrigger> verification) {

    public Lifecycles {
        nodes = Map.copyOf(nodes);
        currentVersions = Map.copyOf(currentVersions);
    }

    /// The flow that an order opened now follows to its end, whatever becomes current later.
    public Flow chosen(Flow wanted) {
        return wanted.version() == Flow.UNCHOSEN
                ? wanted.ofVersion(currentVersions.getOrDefault(wanted.goodsType(), Flow.FIRST_VERSION))
                : wanted;
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
