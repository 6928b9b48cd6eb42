package io.docket.domain.supervision;

/// Where an authorization code stands (domain.md §2.5).
public enum CodeState {
    NONE,
    ISSUED,
    RECEIVED,
    ALIVE,
    EXPIRED,
    FROZEN,
    RELEASED
}
