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
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;

/// From the command topics to committed outcomes to published events: one of any number of processors, which share the
/// partitions through Kafka's consumer group and keep each other out through progress in Postgres.
public final class CommandProcessor implements AutoCloseable {
    /// How long a consumer without records waits before it looks what else there is to do: partitions to position, a
    /// stop. The broker holds its requests no longer, because a consumer that closes waits for the last one.
    private static final int IDLE_MILLIS_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(CommandProcessor.class);

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ProcessorOptions options;
    private final DocketDatabase database;
    private final Lifecycles lifecycles;
    private final CodeKeys keys;
    private final ProgressBoard board;
    private final LayoutWatch layout;
    private final ProcessorMetrics metrics;
    private final Publisher publisher;
    private final Restoration restoration;
    private final LogEnds logEnds;
    private final ReassignFanOut reassignFanOut;
    private final VerificationUnlock verificationUnlock;
    private final @Nullable DeadlineClock clock;
    /// Guarded by itself.
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    private final Chore renewal;
    private volatile boolean consumerGone;

    /// @param time the process's clock: what is due by it is sent, and records bear it
    public CommandProcessor(
            ProcessorOptions options,
            TopicOptions topicOptions,
            DocketDatabase database,
            Lifecycles lifecycles,
            CodeKeys keys,
            ProgressBoard board,
            Admin admin,
            MeterRegistry registry,
            InstantSource time) {
        this.options = options;
        this.database = database;
        this.lifecycles = lifecycles;
        this.keys = keys;
        this.board = board;
        Topics topics = new Topics(admin, topicOptions);
        this.layout = new LayoutWatch(database, topics, options.layoutCheckInterval());
        this.metrics = new ProcessorMetrics(registry, layout);
        this.restoration = new Restoration(
                database,
                layout,
                topics.offsets(),
                new EventTopics(options.bootstrapServers(), layout, topics.offsets()));
        this.publisher = new Publisher(database, layout, metrics, options, stopping);
        this.logEnds = new LogEnds(database, layout, topics, restoration, stopping);
        this.reassignFanOut =
                new ReassignFanOut(database, layout, topics, restoration, options.bootstrapServers(), time, stopping);
        this.verificationUnlock =
                new VerificationUnlock(database, layout, restoration, options.bootstrapServers(), time, stopping);
        this.clock = options.clockEnabled()
                ? new DeadlineClock(database, layout, restoration, metrics, options.bootstrapServers(), time, stopping)
                : null;
        this.container = container();
        this.renewal = new Chore(
                "docket-consumers",
                options.retryDelayMax(),
                stopping,
                this::renewConsumers,
                failure -> LOG.warn("Consumers are made anew later", failure));
    }

    /// Begins to decide.
    ///
    /// @throws SQLException when the topics' layout cannot be read
    /// @throws RecordsExpired when the database is older than what the log still has
    public void start() throws SQLException {
        layout.check();
        restoration.begin();
        publisher.start();
        logEnds.start();
        reassignFanOut.start();
        verificationUnlock.start();
        if (clock != null) {
            clock.start();
        }
        synchronized (container) {
            container.start();
        }
        renewal.start();
    }

    /// A consumer ends with what it cannot get over, such as credentials that a broker cannot check for a moment; or it
    /// lives on and is nobody's member. New ones go on from where Postgres says.
    private void renewConsumers() {
        synchronized (container) {
            if (stopping.getCount() > 0 && (consumerGone || !container.isInExpectedState())) {
                LOG.warn("A consumer has ended; all are made anew");
                consumerGone = false;
                container.stop();
                container.start();
            }
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        String[] topics = AggregateType.ofTopics().stream()
                .map(AggregateType::commandTopic)
                .toArray(String[]::new);
        ContainerProperties properties = new ContainerProperties(topics);
        // Group offsets mean nothing here, so nothing is ever acknowledged to Kafka.
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setPollTimeout(IDLE_MILLIS_MAX);
        properties.setConsumerRebalanceListener(new Rebalance());
        properties.setMessageListener(listener());
        ConcurrentMessageListenerContainer<byte[], byte[]> made =
                new ConcurrentMessageListenerContainer<>(new Consumers(consumerConfig(options)), properties);
        made.setConcurrency(options.concurrency());
        made.setBeanName("docket");
        made.setCommonErrorHandler(new ReadAgain(() -> consumerGone = true));
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

    /// What a consumer of the processors' group is told.
    static Map<String, Object> consumerConfig(ProcessorOptions options) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, options.groupId());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, options.pollRecordsMax());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, options.pollBytesMax());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, IDLE_MILLIS_MAX);
        config.putAll(options.rebalance().consumerConfig());
        return config;
    }

    /// Whether everything committed by this processor is published.
    public boolean isPublished() {
        return publisher.isCaughtUp();
    }

    /// Whether all of its consumers are at work; where one has ended, all are made anew soon.
    public boolean isRunning() {
        return !consumerGone && container.isRunning() && container.isInExpectedState();
    }

    public int haltedTopics() {
        return layout.haltedTopics();
    }

    @Override
    public void close() {
        synchronized (container) {
            container.stop();
            stopping.countDown();
        }
        renewal.close();
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
                    configProps,
                    new StoredPositions(database, layout, publisher, restoration, newBackoff()),
                    layout,
                    newBackoff());
        }
    }

    private static final class Rebalance implements ConsumerAwareRebalanceListener {
        @Override
        public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).assigned(partitions);
        }

        @Override
        public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).revoked(partitions);
        }

        @Override
        public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
            ((PositionedConsumer) consumer).revoked(partitions);
        }
    }
}
