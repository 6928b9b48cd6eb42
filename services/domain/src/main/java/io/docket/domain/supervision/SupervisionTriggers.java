package io.docket.domain.supervision;

import io.docket.domain.TransitionTable;
import org.jspecify.annotations.Nullable;

/// Which question a command puts to a lifecycle's table.
final class SupervisionTriggers {
    private SupervisionTriggers() {}

    /// What the flow's table is asked; null: no node table knows the command.
    static @Nullable NodeTrigger node(
            TransitionTable<Node, NodeTrigger> table, Supervision state, SupervisionCommandType type) {
        return switch (type.effect()) {
            case OPENS, STAYS_ANYWHERE, REFUNDS, APPEALS, ELAPSES -> null;
            case FORWARD, BACKWARD, STAYS -> {
                boolean proven = type == SupervisionCommandType.ACTIVATE_CODE
                        && state.marks().proofHeld();
                boolean early = type == SupervisionCommandType.UPLOAD_PROOF
                        && table.target(state.node(), NodeTrigger.UPLOAD_PROOF_EARLY) != null;
                yield proven
                        ? NodeTrigger.ACTIVATE_CODE_PROVEN
                        : early ? NodeTrigger.UPLOAD_PROOF_EARLY : NodeTrigger.valueOf(type.name());
            }
        };
    }

    /// What the refund's table is asked; null: the command does not concern the refund.
    static @Nullable RefundTrigger refund(Supervision state, SupervisionCommandType type) {
        boolean shipped = state.flow().goodsType() == GoodsType.HARDWARE
                && state.milestones().deliveredAt() != null;
        return switch (type) {
            case REQUEST_REFUND -> RefundTrigger.REQUEST;
            case WITHDRAW_REFUND -> RefundTrigger.WITHDRAW;
            case APPROVE_REFUND -> shipped ? RefundTrigger.APPROVE_FOR_RETURN : RefundTrigger.APPROVE;
            case REJECT_REFUND -> RefundTrigger.REJECT;
            case SHIP_RETURN -> RefundTrigger.SHIP_RETURN;
            case ACCEPT_RETURN -> RefundTrigger.ACCEPT_RETURN;
            case REJECT_RETURN -> RefundTrigger.REJECT_RETURN;
            case SETTLE_REFUND -> RefundTrigger.SETTLE;
            default -> null; // what concerns the node, the code or an appeal
        };
    }
}
