package io.docket.domain.supervision;

/// Where an appeal (服务监管申诉) stands (domain.md §2.6).
public enum AppealState {
    NONE,
    OPEN,
    UPHELD_SELLER,
    UPHELD_BUYER,
    DISMISSED
}
