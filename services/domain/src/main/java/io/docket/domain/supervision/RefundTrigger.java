package io.docket.domain.supervision;

/// What the refund's table is asked.
public enum RefundTrigger {
    REQUEST,
    WITHDRAW,
    APPROVE,
    /// Approval of hardware that has been shipped: it must come back first.
    APPROVE_FOR_RETURN,
    REJECT,
    SHIP_RETURN,
    ACCEPT_RETURN,
    REJECT_RETURN,
    SETTLE,
    /// The buyer did not send the goods back in time.
    LAPSE_RETURN,
    /// The buyer asks for an invoice instead.
    GIVE_WAY_TO_INVOICE,
    /// An appeal upheld for the seller ends a pending refund.
    UPHOLD_SELLER,
    /// An appeal upheld for the buyer settles from any state.
    UPHOLD_BUYER
}
