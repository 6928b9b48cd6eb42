package io.docket.processor;

import io.docket.domain.AggregateType;
import io.docket.store.batch.EventMarkTable;
import io.docket.store.batch.LayoutTable;
import io.docket.store.batch.LayoutTable.Layout;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The six topics: created where they lack, checked, and pinned in the database, so that a replaced one is noticed.
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);
    private static final long ADMIN_WAIT_MAX_SECONDS = 30;
    private static final Duration ADOPTED_WAIT_MAX = Duration.ofSeconds(5);
    private static final long METADATA_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Admin admin;
    private final TopicOptions options;
    private final TopicOffsets offsets;

    public Topics(Admin admin, TopicOptions options) {
        this.admin = admin;
        this.options = options;
        this.offsets = new TopicOffsets(admin);
    }

    /// Creates what lacks, refuses what cannot keep the promises, and pins what is new.
    ///
    /// @throws IllegalStateException when a topic's settings would lose commands
    public void prepare(Connection connection) throws SQLException {
        create();
        Map<String, TopicDescription> found = describeAll();
        new TopicSettings(admin, options.retentionMin()).requireKeeping(found.keySet());
        Map<String, Layout> pinned = LayoutTable.read(connection);
        List<TopicDescription> unpinned = found.values().stream()
                .filter(topic -> !pinned.containsKey(topic.name()))
                .toList();
        // Asked before: the database ends a session whose transaction waits for Kafka too long.
        Map<String, TopicOffsets.Span> spans = new HashMap<>();
        for (TopicDescription topic : unpinned) {
            AggregateType type = AggregateType.ofCommandTopic(topic.name());
            if (type != null) {
                spans.put(topic.name(), offsets.span(type, topic.partitions().size()));
            }
        }
        // All or nothing: a topic that is pinned without a position would never be read.
        inTransaction(connection, () -> {
            for (TopicDescription topic : unpinned) {
                LayoutTable.pin(connection, layout(topic, 1));
                AggregateType type = AggregateType.ofCommandTopic(topic.name());
                if (type != null) {
                    begin(connection, type, 1, spans.getOrDefault(topic.name(), TopicOffsets.Span.EMPTY), Map.of());
                    TopicDescription events = found.get(type.eventTopic());
                    EventMarkTable.advance(
                            connection,
                            EventMarks.beginning(
                                    type,
                                    topic.partitions().size(),
                                    events == null ? 0 : events.partitions().size()));
                }
            }
        });
    }

    /// Takes the topic as it is now for the one to go on with, in a new generation: a replaced one from its
    /// beginning; the same one, whose records were lost in part or which got more partitions, from where it was as
    /// far as it has the records still.
    ///
    /// @return the new generation
    public int adopt(Connection connection, String topic) throws SQLException {
        TopicDescription found = names().contains(topic) ? awaitTopic(topic) : null;
        Layout pinned = LayoutTable.read(connection).get(topic);
        if (found == null || pinned == null) {
            throw new IllegalArgumentException("Expected a topic of Docket's, but '" + topic + "' is none");
        }
        int generation = pinned.generation() + 1;
        boolean same = pinned.topicId().equals(found.topicId().toString());
        AggregateType type = AggregateType.ofCommandTopic(topic);
        inTransaction(connection, () -> {
            if (type == null && !same) {
                // Where events lay on the one before.
                EventMarkTable.forget(connection, ofEventTopic(topic));
            }
            if (type != null) {
                List<LogPosition> stored = ProgressTable.lock(connection, ProgressTable.read(connection, type))
                        .positions();
                Map<Integer, Long> reached = new HashMap<>();
                stored.forEach(position -> reached.put(position.partition(), position.nextOffset()));
                begin(
                        connection,
                        type,
                        generation,
                        offsets.span(type, found.partitions().size()),
                        same ? reached : Map.of());
            }
            LayoutTable.adopt(connection, layout(found, generation));
        });
        LOG.warn(
                "Adopted {} as generation {} with {} partitions",
                topic,
                generation,
                found.partitions().size());
        return generation;
    }

    /// What belongs together in the database.
    private interface Step {
        void run() throws SQLException;
    }

    private static void inTransaction(Connection connection, Step step) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            step.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    /// Just created topics are not known to every broker at once.
    private Map<String, TopicDescription> describeAll() {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(ADMIN_WAIT_MAX_SECONDS);
        while (true) {
            Map<String, TopicDescription> found = describe();
            if (found.keySet().containsAll(names())) {
                return found;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("Expected the topics " + names() + ", but Kafka knows only "
                        + found.keySet() + " " + ADMIN_WAIT_MAX_SECONDS + " s after they were created");
            }
            LockSupport.parkNanos(METADATA_LOOK_NANOS);
        }
    }

    /// One that was just created anew is not known to every broker at once; null: it does not exist.
    private @Nullable TopicDescription awaitTopic(String topic) {
        long deadlineNanos = System.nanoTime() + ADOPTED_WAIT_MAX.toNanos();
        while (true) {
            TopicDescription found = describe().get(topic);
            if (found != null || System.nanoTime() > deadlineNanos) {
                return found;
            }
            LockSupport.parkNanos(METADATA_LOOK_NANOS);
        }
    }

    /// What the topics are now, by name; one that does not exist is absent.
    public Map<String, TopicDescription> describe() {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(names()).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, await(description));
            } catch (UnknownTopic e) {
                LOG.debug("{} does not exist", name, e);
            }
        });
        return found;
    }

    /// Where the topics begin and end.
    TopicOffsets offsets() {
        return offsets;
    }

    /// The end of each partition of a command topic.
    public Map<Integer, Long> ends(AggregateType type, int partitions) {
        return offsets.ends(type, partitions);
    }

    /// @param reached positions to keep, as far as the log still has them; elsewhere it begins at the log's beginning
    private void begin(
            Connection connection,
            AggregateType type,
            int generation,
            TopicOffsets.Span span,
            Map<Integer, Long> reached)
            throws SQLException {
        for (Map.Entry<Integer, Long> start : span.starts().entrySet()) {
            int partition = start.getKey();
            long first = start.getValue();
            long known = reached.getOrDefault(partition, first);
            boolean kept = known >= first && known <= span.ends().getOrDefault(partition, first);
            LayoutTable.begin(connection, type, partition, generation, kept ? known : first);
        }
    }

    private void create() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : names()) {
            topics.add(new NewTopic(name, options.partitions(), options.replicationFactor())
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                            "false",
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(options.retentionMin().toMillis()))));
        }
        Map<String, TopicDescription> found = describe();
        topics.removeIf(topic -> found.containsKey(topic.name()));
        if (topics.isEmpty()) {
            return;
        }
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                await(created);
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        });
        LOG.info("Created {}", topics.stream().map(NewTopic::name).toList());
    }

    private static Layout layout(TopicDescription topic, int generation) {
        return new Layout(
                topic.name(),
                topic.topicId().toString(),
                generation,
                topic.partitions().size());
    }

    private static AggregateType ofEventTopic(String topic) {
        return AggregateType.ofTopics().stream()
                .filter(type -> type.eventTopic().equals(topic))
                .findAny()
                .orElseThrow();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (AggregateType type : AggregateType.ofTopics()) {
            names.add(type.commandTopic());
            names.add(type.eventTopic());
        }
        return names;
    }

    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(ADMIN_WAIT_MAX_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Kafka about the topics", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Expected Kafka to answer within " + ADMIN_WAIT_MAX_SECONDS + " s, but it did not", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException) {
                throw new UnknownTopic(cause);
            }
            throw new IllegalStateException("Kafka refused: " + cause.getMessage(), cause);
        }
    }

    private static final class UnknownTopic extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        UnknownTopic(Throwable cause) {
            super(cause);
        }
    }
}
