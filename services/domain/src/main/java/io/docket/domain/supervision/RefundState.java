package io.docket.domain.supervision;

/// Where a refund stands (domain.md §2.4).
public enum RefundState {
    NONE,
    REQUESTED,
    APPROVED,
    AWAITING_RETURN,
    AWAITING_RETURN_ACCEPTANCE,
    REJECTED,
    WITHDRAWN,
    SETTLED;

    /// While pending, commands that move the node forward are refused.
    public boolean isPending() {
        return this == REQUESTED || isAgreed();
    }

    /// Approved, or approved on condition of a return that is under way.
    public boolean isAgreed() {
        return this == APPROVED || this == AWAITING_RETURN || this == AWAITING_RETURN_ACCEPTANCE;
    }
}
