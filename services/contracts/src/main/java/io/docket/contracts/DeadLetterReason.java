package io.docket.contracts;

/// Why a record became a dead letter instead of a command (architecture.md §3).
public enum DeadLetterReason {
    /// The value or an attribute cannot be read as a CloudEvent.
    UNREADABLE,
    TOO_LARGE,
    /// No command of the topic's aggregate has this type.
    UNKNOWN_TYPE,
    MISSING_ATTRIBUTE,
    /// The record's key is not the subject.
    KEY_MISMATCH,
    /// The record does not lie where the partitioner would have put it.
    WRONG_PARTITION,
    /// The stated time is too far from the record's.
    SKEWED,
    /// It was decoded, but deciding it threw.
    DECIDE_FAILED
}
