package io.docket.domain.supervision;

import io.docket.domain.SealedCode;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became true of a supervision.
///
/// @param at the decision time
/// @param to where the lifecycles stand after it
/// @param deadlines as they are after it; null: it changes none
public record SupervisionEvent(
        SupervisionEventType type,
        Instant at,
        Standing to,
        Detail detail,
        @Nullable Deadlines deadlines) {

    public SupervisionEvent(SupervisionEventType type, Instant at, Standing to, Detail detail) {
        this(type, at, to, detail, null);
    }

    SupervisionEvent changing(Deadlines changed) {
        return new SupervisionEvent(type, at, to, detail, changed);
    }

    /// What an event says beside its type and standing. What the command's data says beside it is kept as sent.
    public sealed interface Detail {
        Detail NONE = new None();
    }

    /// Nothing more.
    public record None() implements Detail {}

    /// Of `opened`.
    public record Opening(Order order, Flow flow) implements Detail {}

    /// Of `code-issued`.
    ///
    /// @param code its hash and sealed form go to the vault; the event shows it masked
    public record Issuing(SealedCode code, boolean generated) implements Detail {}

    /// Of `code-received`.
    ///
    /// @param deemed received by being issued: the order needs no receipt
    public record Receiving(boolean deemed) implements Detail {}

    /// Of `code-activated` and `code-renewed`.
    ///
    /// @param effectiveAt when the term began
    /// @param expiresAt its end; null: none
    public record TermSet(
            @Nullable Instant effectiveAt, @Nullable Instant expiresAt) implements Detail {}

    /// Of `refund-requested`.
    public record RefundOf(BigDecimal amount, String currency) implements Detail {}

    /// Of what the clock brought about: `reminded`, `code-expired`, `release-due`, `overdue`.
    public record Elapsed(DeadlineKind kind, Instant dueAt) implements Detail {}

    /// Of `refund-rejected` and `refund-settled` where another command than the refund's own brought them about.
    ///
    /// @param reason `INVOICE_REQUESTED` or `APPEAL`
    public record Because(String reason) implements Detail {}
}
