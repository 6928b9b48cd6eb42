package io.docket.processor;

import java.time.Duration;

/// How a processor works. Every limit has its name here.
///
/// @param groupId Kafka's consumer group, which only spreads the partitions
/// @param concurrency consumers in this JVM, each with a thread and a database connection of its own
/// @param pollRecordsMax commands in a batch
/// @param pollBytesMax bytes fetched at once
/// @param acceptClearCodes seal authorization codes that come in clear over Kafka; for demonstrations only
/// @param retryDelayMin between tries while the database is away; doubled up to `retryDelayMax`
/// @param layoutCheckInterval how old the last look at the topics' identity may be when a batch commits
/// @param lookAheadMax batches that may be committed before their events are published
/// @param clockEnabled send what is due
/// @param lookAheadWaitMax how long a full look-ahead holds the next batch back
public record ProcessorOptions(
        String bootstrapServers,
        String groupId,
        int concurrency,
        int pollRecordsMax,
        int pollBytesMax,
        boolean acceptClearCodes,
        boolean clockEnabled,
        Duration retryDelayMin,
        Duration retryDelayMax,
        Duration layoutCheckInterval,
        int lookAheadMax,
        Duration lookAheadWaitMax) {

    public static ProcessorOptions defaults(String bootstrapServers) {
        return new ProcessorOptions(
                bootstrapServers,
                "docket-processor",
                2,
                4_000,
                8 * 1024 * 1024,
                false,
                true,
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                8,
                Duration.ofSeconds(20));
    }

    public ProcessorOptions withAcceptClearCodes(boolean accept) {
        return new ProcessorOptions(
                bootstrapServers,
                groupId,
                concurrency,
                pollRecordsMax,
                pollBytesMax,
                accept,
                clockEnabled,
                retryDelayMin,
                retryDelayMax,
                layoutCheckInterval,
                lookAheadMax,
                lookAheadWaitMax);
    }

    public ProcessorOptions withConcurrency(int consumers) {
        return new ProcessorOptions(
                bootstrapServers,
                groupId,
                consumers,
                pollRecordsMax,
                pollBytesMax,
                acceptClearCodes,
                clockEnabled,
                retryDelayMin,
                retryDelayMax,
                layoutCheckInterval,
                lookAheadMax,
                lookAheadWaitMax);
    }

    public ProcessorOptions withClock(boolean enabled) {
        return new ProcessorOptions(
                bootstrapServers,
                groupId,
                concurrency,
                pollRecordsMax,
                pollBytesMax,
                acceptClearCodes,
                enabled,
                retryDelayMin,
                retryDelayMax,
                layoutCheckInterval,
                lookAheadMax,
                lookAheadWaitMax);
    }
}
