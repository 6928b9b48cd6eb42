package io.docket.domain.supervision;

import io.docket.domain.deadline.Deadlines;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Applies events to states. Total: it never refuses, and asks no table, so that a log folds the same for ever.
public final class SupervisionFold {
    private SupervisionFold() {}

    /// @param state null before `opened`
    public static Supervision apply(@Nullable Supervision state, String id, String sellerId, SupervisionEvent event) {
        if (event.detail() instanceof SupervisionEvent.Opening opening) {
            return new Supervision(
                    id,
                    sellerId,
                    opening.order(),
                    opening.flow(),
                    event.to(),
                    Supervision.Code.NONE,
                    new Supervision.Milestones(event.at(), null, null, null, null, null, null),
                    Supervision.Marks.NONE,
                    event.deadlines() == null ? Deadlines.NONE : event.deadlines(),
                    1,
                    event.at());
        }
        if (state == null) {
            throw new IllegalArgumentException(
                    "Expected the events of " + id + " to begin with opened, but the first is " + event.type());
        }
        return new Supervision(
                state.id(),
                state.sellerId(),
                state.order(),
                state.flow(),
                event.to(),
                code(state.code(), event),
                milestones(state.milestones(), event),
                marks(state.marks(), event),
                event.deadlines() == null ? state.deadlines() : event.deadlines(),
                state.version() + 1,
                event.at());
    }

    private static Supervision.Code code(Supervision.Code code, SupervisionEvent event) {
        LocalDate day = SupervisionOutcomes.platformDay(event.at());
        return switch (event.detail()) {
            case SupervisionEvent.Issuing issuing ->
                new Supervision.Code(
                        issuing.code().masked(),
                        issuing.code().hash(),
                        code.effectiveAt(),
                        code.expiresAt(),
                        code.heartbeatOn(),
                        code.usageOn());
            case SupervisionEvent.TermSet term ->
                new Supervision.Code(
                        code.masked(),
                        code.hash(),
                        term.effectiveAt(),
                        term.expiresAt(),
                        code.heartbeatOn(),
                        code.usageOn());
            case SupervisionEvent.None _ ->
                switch (event.type()) {
                    case HEARTBEAT_RECORDED ->
                        new Supervision.Code(
                                code.masked(), code.hash(), code.effectiveAt(), code.expiresAt(), day, code.usageOn());
                    case USAGE_RECORDED ->
                        new Supervision.Code(
                                code.masked(),
                                code.hash(),
                                code.effectiveAt(),
                                code.expiresAt(),
                                code.heartbeatOn(),
                                day);
                    default -> code; // no other event concerns it
                };
            case SupervisionEvent.Opening _,
                    SupervisionEvent.Receiving _,
                    SupervisionEvent.RefundOf _,
                    SupervisionEvent.Because _,
                    SupervisionEvent.Elapsed _ -> code;
        };
    }

    private static Supervision.Milestones milestones(Supervision.Milestones m, SupervisionEvent event) {
        Instant at = event.at();
        SupervisionEventType type = event.type();
        return switch (type) {
            case CODE_ISSUED, DELIVERY_CONFIRMED, CODE_RECEIVED, CODE_ACTIVATED, COMPLETED, REFUND_SETTLED ->
                new Supervision.Milestones(
                        m.openedAt(),
                        type == SupervisionEventType.CODE_ISSUED ? at : m.issuedAt(),
                        type == SupervisionEventType.DELIVERY_CONFIRMED ? at : m.deliveredAt(),
                        type == SupervisionEventType.CODE_RECEIVED ? at : m.receivedAt(),
                        type == SupervisionEventType.CODE_ACTIVATED ? at : m.activatedAt(),
                        type == SupervisionEventType.COMPLETED ? at : m.completedAt(),
                        type == SupervisionEventType.REFUND_SETTLED ? at : m.refundedAt());
            default -> m; // no other event is a milestone
        };
    }

    private static Supervision.Marks marks(Supervision.Marks m, SupervisionEvent event) {
        boolean proofHeld = m.proofHeld();
        boolean invoiceRequested = m.invoiceRequested();
        Instant remindedAt = m.remindedAt();
        Instant courierSignedAt = m.courierSignedAt();
        int rejections = m.rejections();
        BigDecimal refundAmount = m.refundAmount();
        switch (event.type()) {
            case PROOF_UPLOADED -> proofHeld = true;
            case REVIEW_FAILED -> proofHeld = false;
            case INVOICE_REQUESTED -> invoiceRequested = true;
            case REMINDED -> {
                if (event.detail() instanceof SupervisionEvent.Elapsed) {
                    return m; // the clock's, not the buyer's
                }
                remindedAt = event.at();
            }
            case COURIER_SIGNED -> courierSignedAt = event.at();
            case DELIVERY_REJECTED -> rejections++;
            case REFUND_REQUESTED -> {
                if (event.detail() instanceof SupervisionEvent.RefundOf refund) {
                    refundAmount = refund.amount();
                }
            }
            default -> {
                return m; // no other event leaves a mark
            }
        }
        return new Supervision.Marks(
                proofHeld, invoiceRequested, remindedAt, courierSignedAt, rejections, refundAmount);
    }
}
