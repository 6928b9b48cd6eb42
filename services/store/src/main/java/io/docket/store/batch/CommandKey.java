package io.docket.store.batch;

import io.docket.domain.AggregateType;

/// What makes a command the same command: its aggregate and its id.
public record CommandKey(AggregateType type, String aggregateId, String commandId) {}
