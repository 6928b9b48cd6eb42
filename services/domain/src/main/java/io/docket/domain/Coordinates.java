package io.docket.domain;

/// Where a command stands on the log. The only bookkeeping: every outcome bears its command's coordinates.
///
/// @param type whose command topic it is
/// @param generation of the topic, from 1; a topic that was replaced begins a new one
public record Coordinates(AggregateType type, int generation, int partition, long offset) {

    public Coordinates {
        type = type.ofTopic();
    }

    /// `sc.1:3:1234`, as in a `Docket-Position`
    @Override
    public String toString() {
        return type.positionKey() + "." + generation + ":" + partition + ":" + offset;
    }
}
