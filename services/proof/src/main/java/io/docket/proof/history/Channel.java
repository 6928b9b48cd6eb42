package io.docket.proof.history;

/// How a command is sent.
public enum Channel {
    /// A POST that waits for the answer.
    HTTP_WAITING,
    /// A POST with `Prefer: wait=0`.
    HTTP_AT_ONCE,
    /// A record with `acks=all`.
    KAFKA,
    /// A record of a transaction that is aborted.
    KAFKA_ABORTED
}
