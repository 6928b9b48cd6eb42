package io.docket.domain.supervision;

import io.docket.domain.deadline.Deadlines;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The state of one supervised order line: the fold of its events.
///
/// @param id `orderId/orderLineId`
/// @param deadlines what the clock will bring about
/// @param version the number of its events
/// @param updatedAt the time of its last event; no later decision is earlier
public record Supervision(
        String id,
        String sellerId,
        Order order,
        Flow flow,
        Standing standing,
        Code code,
        Milestones milestones,
        Marks marks,
        Deadlines deadlines,
        long version,
        Instant updatedAt) {

    /// The authorization code and its term.
    ///
    /// @param hash for look-up, from the vault; null: none issued
    /// @param effectiveAt when its term began
    /// @param expiresAt end of term; null: never, or not activated
    /// @param heartbeatOn the last day (UTC+8) with a heartbeat
    /// @param usageOn the last day (UTC+8) with a usage report
    public record Code(
            @Nullable String masked,
            @Nullable String hash,
            @Nullable Instant effectiveAt,
            @Nullable Instant expiresAt,
            @Nullable LocalDate heartbeatOn,
            @Nullable LocalDate usageOn) {
        public static final Code NONE = new Code(null, null, null, null, null, null);
    }

    /// When it first (delivery: last) got somewhere; null: not yet.
    public record Milestones(
            Instant openedAt,
            @Nullable Instant issuedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant receivedAt,
            @Nullable Instant activatedAt,
            @Nullable Instant completedAt,
            @Nullable Instant refundedAt) {}

    /// What guards remember.
    ///
    /// @param proofHeld a proof lies there that no review has failed
    /// @param remindedAt the buyer's last reminder
    /// @param courierSignedAt the courier's *signed* (hardware)
    /// @param rejections how often the buyer has rejected the delivery
    /// @param refundAmount of the last refund request
    public record Marks(
            boolean proofHeld,
            boolean invoiceRequested,
            @Nullable Instant remindedAt,
            @Nullable Instant courierSignedAt,
            int rejections,
            @Nullable BigDecimal refundAmount) {
        public static final Marks NONE = new Marks(false, false, null, null, 0, null);
    }

    /// The same with its code's hash, which no event says: the vault does.
    public Supervision withCodeHash(@Nullable String hash) {
        Code same =
                new Code(code.masked(), hash, code.effectiveAt(), code.expiresAt(), code.heartbeatOn(), code.usageOn());
        return new Supervision(
                id, sellerId, order, flow, standing, same, milestones, marks, deadlines, version, updatedAt);
    }

    Supervision withDeadlines(Deadlines changed) {
        return new Supervision(
                id, sellerId, order, flow, standing, code, milestones, marks, changed, version, updatedAt);
    }

    public Node node() {
        return standing.node();
    }

    /// Whether a negotiated refund can still be had: the gate of receipt is open, and nothing else has ended it for
    /// good.
    public boolean refundable() {
        return !codeReceived() && !order.trial() && !marks.invoiceRequested() && !node().isFinal();
    }

    boolean codeReceived() {
        return flow.goodsType() == GoodsType.LICENSE_CODE && milestones.receivedAt() != null;
    }

    boolean activated() {
        return milestones.activatedAt() != null;
    }
}
