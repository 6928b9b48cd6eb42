package io.docket.proof.history;

import java.time.Instant;

/// One try to get a command onto the log.
///
/// @param commandId as the record bears it
/// @param trace `traceparent` of this try alone, by which its record is found
/// @param fate what the client knows
public record Attempt(Wish wish, Channel channel, String commandId, String trace, Instant at, Fate fate) {}
