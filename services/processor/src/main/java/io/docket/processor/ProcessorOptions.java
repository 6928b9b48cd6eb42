package io.docket.processor;

import java.time.Duration;
import java.util.function.Consumer;

/// How a processor works. Every limit has its name here.
///
/// @param groupId Kafka's consumer group, which only spreads the partitions
/// @param rebalance how it spreads them
/// @param concurrency consumers in this JVM, each with a thread and a database connection of its own
/// @param pollRecordsMax commands in a batch
/// @param pollBytesMax bytes fetched at once
/// @param acceptClearCodes seal authorization codes that come in clear over Kafka; for demonstrations only
/// @param clockEnabled send what is due
/// @param retryDelayMin between tries while the database is away; doubled up to `retryDelayMax`
/// @param layoutCheckInterval how old the last look at the topics' identity may be when a batch commits
/// @param lookAheadMax batches that may be committed before their events are published
/// @param lookAheadWaitMax how long a full look-ahead holds the next batch back
public record ProcessorOptions(
        String bootstrapServers,
        String groupId,
        RebalanceProtocol rebalance,
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
    /// How long a processor that is gone without a word keeps its partitions. One that is only slow to answer loses
    /// nothing but them, so this can be short; with Kafka's default orders would wait 45 s after a crash.
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    /// Ten of them fit into a session. Who joins waits for the others to hear of it, by the next of theirs.
    static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

    public static ProcessorOptions defaults(String bootstrapServers) {
        return new ProcessorOptions(
                bootstrapServers,
                "docket-processor",
                RebalanceProtocol.COOPERATIVE,
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

    public ProcessorOptions withGroupId(String id) {
        return with(draft -> draft.groupId = id);
    }

    public ProcessorOptions withRebalance(RebalanceProtocol protocol) {
        return with(draft -> draft.rebalance = protocol);
    }

    public ProcessorOptions withConcurrency(int consumers) {
        return with(draft -> draft.concurrency = consumers);
    }

    public ProcessorOptions withPollBytesMax(int bytes) {
        return with(draft -> draft.pollBytesMax = bytes);
    }

    public ProcessorOptions withAcceptClearCodes(boolean accept) {
        return with(draft -> draft.acceptClearCodes = accept);
    }

    public ProcessorOptions withClock(boolean enabled) {
        return with(draft -> draft.clockEnabled = enabled);
    }

    public ProcessorOptions withRetryDelays(Duration min, Duration max) {
        return with(draft -> {
            draft.retryDelayMin = min;
            draft.retryDelayMax = max;
        });
    }

    public ProcessorOptions withLayoutCheckInterval(Duration interval) {
        return with(draft -> draft.layoutCheckInterval = interval);
    }

    public ProcessorOptions withLookAheadWaitMax(Duration wait) {
        return with(draft -> draft.lookAheadWaitMax = wait);
    }

    private ProcessorOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /// These options on the way to others.
    private static final class Draft {
        private final ProcessorOptions from;
        private String groupId;
        private RebalanceProtocol rebalance;
        private int concurrency;
        private int pollBytesMax;
        private boolean acceptClearCodes;
        private boolean clockEnabled;
        private Duration retryDelayMin;
        private Duration retryDelayMax;
        private Duration layoutCheckInterval;
        private Duration lookAheadWaitMax;

        Draft(ProcessorOptions from) {
            this.from = from;
            this.groupId = from.groupId;
            this.rebalance = from.rebalance;
            this.concurrency = from.concurrency;
            this.pollBytesMax = from.pollBytesMax;
            this.acceptClearCodes = from.acceptClearCodes;
            this.clockEnabled = from.clockEnabled;
            this.retryDelayMin = from.retryDelayMin;
            this.retryDelayMax = from.retryDelayMax;
            this.layoutCheckInterval = from.layoutCheckInterval;
            this.lookAheadWaitMax = from.lookAheadWaitMax;
        }

        ProcessorOptions options() {
            return new ProcessorOptions(
                    from.bootstrapServers,
                    groupId,
                    rebalance,
                    concurrency,
                    from.pollRecordsMax,
                    pollBytesMax,
                    acceptClearCodes,
                    clockEnabled,
                    retryDelayMin,
                    retryDelayMax,
                    layoutCheckInterval,
                    from.lookAheadMax,
                    lookAheadWaitMax);
        }
    }
}
