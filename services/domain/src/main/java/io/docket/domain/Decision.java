package io.docket.domain;

import java.util.List;

/// What `decide` answers to a command.
///
/// @param <E> the aggregate's events
public sealed interface Decision<E> {

    /// @param events in order; empty for what is accepted without a trace (the second heartbeat of a day)
    record Accepted<E>(List<E> events) implements Decision<E> {}

    /// @param sequence the version that the refusal carries: the aggregate's, 0 where it is unknown to the sender
    record Refused<E>(Refusal refusal, long sequence) implements Decision<E> {}

    /// An opening of what is open already: the first opening's answer is the answer.
    record SameAsOpening<E>() implements Decision<E> {}
}
