package io.docket.domain.ticket;

import java.time.Duration;

/// What a seller promises for tickets of one severity, in working time of his calendar.
public record SlaPolicy(Duration firstResponse, Duration resolution) {}
