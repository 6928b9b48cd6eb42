package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;

/// Where an aggregate's row is not what its events come to.
///
/// @param what differs, without the values
public record Difference(AggregateType type, String id, String what) {}
