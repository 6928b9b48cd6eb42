package io.docket.processor;

import io.docket.contracts.CodeSealer;
import io.docket.contracts.CommandDecoder;
import io.docket.domain.AggregateType;
import io.docket.domain.Lifecycles;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/// From the command topics to committed outcomes to published events: one of any number of processors, which share the
/// partitions through Kafka's consumer group and keep each other out through progress in Postgres.
public final class CommandProcessor implements AutoCloseable {
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ProcessorOptions options;
    private final DocketDatabase database;
    private final Lifecycles lifecycles;
    private final CodeKeys keys;
    private final ProgressBoard board;
    private final LayoutWatch layout;
    private final ProcessorMetrics metrics;
    private final Publisher publisher;
    private final LogEnds logEnds;
    private final ReassignFanOut reassignFanOut;
    private final VerificationUnlock verificationUnlock;
    private final @Nullable DeadlineClock clock;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    public CommandProcessor(
            ProcessorOptions options,
            TopicOptions topicOptions,
            DocketDatabase database,
            Lifecycles lifecycles,
            CodeKeys keys,
            ProgressBoard board,
            Admin admin,
            MeterRegistry registry) {
        this.options = options;
        this.database = database;
        this.lifecycles = lifecycles;
        this.keys = keys;
        this.board = board;
        Topics topics = new Topics(admin, topicOptions);
        this.layout = new LayoutWatch(database, topics, options.layoutCheckInterval());
        this.metrics = new ProcessorMetrics(registry, layout);
        this.publisher = new Publisher(database, layout, metrics, options, stopping);
        this.logEnds = new LogEnds(database, layout, topics, stopping);
        this.reassignFanOut = new ReassignFanOut(database, layout, topics, options.bootstrapServers(), stopping);
        this.verificationUnlock = new VerificationUnlock(database, layout, options.bootstrapServers(), stopping);
        this.clock = options.clockEnabled()
                ? new DeadlineClock(
                        database, layout, metrics, options.bootstrapServers(), InstantSource.system(), stopping)
                : null;
        this.container = container();
    }

    /// Begins to decide.
    ///
    /// @throws SQLException when the topics' layout cannot be read
    public void start() throws SQLException {
        layout.check();
        publisher.start();
        logEnds.start();
        reassignFanOut.start();
        verificationUnlock.start();
        if (clock != null) {
            clock.start();
        }
        container.start();
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        String[] topics = AggregateType.ofTopics().stream()
                .map(AggregateType::commandTopic)
                .toArray(String[]::new);
        ContainerProperties properties = new ContainerProperties(topics);
        // Group offsets mean nothing here, so nothing is ever acknowledged to Kafka.
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setPollTimeout(500);
        properties.setConsumerRebalanceListener(new Rebalance());
        properties.setMessageListener(listener());
        // Without it a broker that cannot check credentials for a moment would end the consumers for good.
        properties.setAuthExceptionRetryInterval(options.retryDelayMax());
        ConcurrentMessageListenerContainer<byte[], byte[]> made =
                new ConcurrentMessageListenerContainer<>(new Consumers(consumerConfig()), properties);
        made.setConcurrency(options.concurrency());
        made.setBeanName("docket");
        // The default handler discards records after some tries; nothing may be discarded.
        made.setCommonErrorHandler(new DefaultErrorHandler(
                new FixedBackOff(options.retryDelayMax().toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
        return made;
    }

    private BatchListener listener() {
        CodeSealer sealer = keys::seal;
        return new BatchListener(
                database,
                new CommandDecoder(options.acceptClearCodes(), sealer),
                lifecycles,
                keys,
                layout,
                publisher,
                board,
                metrics,
                options.pollBytesMax());
    }

    private Backoff newBackoff() {
        return new Backoff(options.retryDelayMin(), options.retryDelayMax(), stopping);
    }

    private Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, options.groupId());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.pollRecordsMax());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, options.pollBytesMax());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return config;
    }

    /// Whether everything committed by this processor is published.
    public boolean isPublished() {
        return publisher.isCaughtUp();
    }

    public boolean isRunning() {
        return container.isRunning();
    }

    public int haltedTopics() {
        return layout.haltedTopics();
    }

    @Override
    public void close() {
        container.stop();
        stopping.countDown();
        publisher.close();
        logEnds.close();
        reassignFanOut.close();
        verificationUnlock.close();
        if (clock != null) {
            clock.close();
        }
    }

    private final class Consumers extends DefaultKafkaConsumerFactory<byte[], byte[]> {
        Consumers(Map<String, Object> config) {
            super(config);
        }

        @Override
        protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> configProps) {
            return new PositionedConsumer(
                    configProps, new StoredPositions(database, layout, publisher, newBackoff()), layout, newBackoff());
        }
    }

    private final class Rebalance implements ConsumerAwareRebalanceListener {
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).assigned(partitions);
        }

        @Override
        public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).revoked(partitions);
            publisher.revoked(partitions);
        }

        @Override
        public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).revoked(partitions);
            publisher.revoked(partitions);
        }
    }
}
