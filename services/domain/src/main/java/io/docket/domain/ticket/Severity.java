package io.docket.domain.ticket;

/// How grave a ticket is to its buyer.
public enum Severity {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL
}
