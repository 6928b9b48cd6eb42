package io.docket.domain.supervision;

/// Where the four lifecycles of a supervision stand. Every event carries it as it is after the event, so that folding
/// needs no table and old events keep their meaning when a table changes.
public record Standing(Node node, RefundState refund, CodeState code, AppealState appeal) {

    Standing node(Node to) {
        return new Standing(to, refund, code, appeal);
    }

    Standing refund(RefundState to) {
        return new Standing(node, to, code, appeal);
    }

    Standing code(CodeState to) {
        return new Standing(node, refund, to, appeal);
    }

    Standing appeal(AppealState to) {
        return new Standing(node, refund, code, to);
    }
}
