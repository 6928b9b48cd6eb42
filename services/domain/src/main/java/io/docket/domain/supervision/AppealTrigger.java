package io.docket.domain.supervision;

/// What the appeal's table is asked.
public enum AppealTrigger {
    OPEN,
    UPHOLD_SELLER,
    UPHOLD_BUYER,
    DISMISS
}
