package io.docket.store.progress;

/// How a wait for positions ended.
public enum Awaited {
    /// Every position has its outcome.
    PASSED,
    /// Not yet.
    TIMED_OUT,
    /// A position is of a generation or partition that the topic does not have, or no longer: it will never be passed.
    UNKNOWN_GENERATION
}
