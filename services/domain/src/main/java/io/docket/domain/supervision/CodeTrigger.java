package io.docket.domain.supervision;

/// What the code's table is asked.
public enum CodeTrigger {
    ISSUE,
    RECEIVE,
    ACTIVATE,
    EXPIRE,
    RENEW,
    FREEZE,
    UNFREEZE,
    RELEASE,
    /// A settled refund takes back a code that was never received.
    SETTLE_REFUND,
    /// An appeal upheld for the buyer takes back any code.
    UPHOLD_BUYER
}
