package io.docket.store.read;

import io.docket.domain.AggregateType;

/// A partition of an aggregate type's command topic.
public record CommandPartition(AggregateType type, int partition) {}
