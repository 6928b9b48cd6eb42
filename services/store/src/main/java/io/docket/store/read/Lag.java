package io.docket.store.read;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What waits on the command topics, as of the processor's last look at their ends.
///
/// @param commands of all partitions together
/// @param age how old the last processed command is in the partition where that is longest ago while others wait
/// behind it; zero: nothing waits; null: something waits and nothing was ever processed there
public record Lag(long commands, @Nullable Duration age) {}
