package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.util.UUID;

/// Where a command was first decided, and what it said then.
public record FirstOutcome(Coordinates at, UUID digest) {}
