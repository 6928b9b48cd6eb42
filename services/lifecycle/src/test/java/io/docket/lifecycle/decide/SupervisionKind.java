package io.docket.lifecycle.decide;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Supervision;
import java.util.Comparator;
import java.util.StringJoiner;

/// What of a supervision's state decides, times and amounts aside: two supervisions of a kind answer every command
/// alike.
///
/// @param received the code has been, whatever it is now
/// @param activated the code has been, whatever it is now
/// @param shipped hardware has been, at least once
record SupervisionKind(
        Node node,
        RefundState refund,
        CodeState code,
        AppealState appeal,
        boolean proofHeld,
        boolean invoiceRequested,
        boolean received,
        boolean activated,
        boolean shipped)
        implements Comparable<SupervisionKind> {
    private static final Comparator<SupervisionKind> ORDER = Comparator.comparing(SupervisionKind::node)
            .thenComparing(SupervisionKind::refund)
            .thenComparing(SupervisionKind::code)
            .thenComparing(SupervisionKind::appeal)
            .thenComparing(SupervisionKind::invoiceRequested)
            .thenComparing(SupervisionKind::proofHeld)
            .thenComparing(SupervisionKind::received)
            .thenComparing(SupervisionKind::activated)
            .thenComparing(SupervisionKind::shipped);

    static SupervisionKind of(Supervision state) {
        return new SupervisionKind(
                state.node(),
                state.standing().refund(),
                state.standing().code(),
                state.standing().appeal(),
                state.marks().proofHeld(),
                state.marks().invoiceRequested(),
                state.milestones().receivedAt() != null,
                state.milestones().activatedAt() != null,
                state.milestones().deliveredAt() != null);
    }

    /// Where its lifecycles but the appeal stand.
    String place() {
        return node + " / refund " + refund + " / code " + code;
    }

    /// What beside its place tells it from others.
    String circumstances() {
        StringJoiner text = new StringJoiner(", ");
        text.add("appeal " + appeal);
        if (invoiceRequested) {
            text.add("invoice requested");
        }
        if (proofHeld) {
            text.add("proof held");
        }
        if (code == CodeState.RELEASED) {
            text.add(activated ? "once activated" : received ? "once received" : "never received");
        }
        return text.toString();
    }

    @Override
    public int compareTo(SupervisionKind other) {
        return ORDER.compare(this, other);
    }
}
