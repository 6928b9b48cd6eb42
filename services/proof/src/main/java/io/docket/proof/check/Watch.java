package io.docket.proof.check;

import io.docket.domain.AggregateType;
import io.docket.proof.site.Await;
import io.docket.proof.site.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads the events topics while they are written, and asks the database of each event at once whether it is committed.
/// While the database is away it asks as soon as it is back.
public final class Watch implements AutoCloseable {
    private static final Duration POLL_MAX = Duration.ofMillis(50);
    private static final Duration DRAINED_MAX = Duration.ofMinutes(3);
    private static final int API_MILLIS_MAX = 5_000;
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(100);

    private final Site site;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicLong seen = new AtomicLong();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final List<String> early = new ArrayList<>();
    private final Thread thread;

    private Watch(Site site) {
        this.site = site;
        this.thread = Thread.ofPlatform().name("proof-watch").daemon().unstarted(this::run);
    }

    public static Watch start(Site site) {
        Watch watch = new Watch(site);
        watch.thread.start();
        return watch;
    }

    private void run() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", site.broker().address(), "default.api.timeout.ms", API_MILLIS_MAX);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
                Asked asked = new Asked()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (AggregateType type : AggregateType.ofTopics()) {
                for (int partition = 0; partition < Site.PARTITIONS; partition++) {
                    partitions.add(new TopicPartition(type.eventTopic(), partition));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopping.get()) {
                try {
                    Deque<String> ids = new ArrayDeque<>();
                    consumer.poll(POLL_MAX).forEach(found -> ids.add(id(found)));
                    ask(ids, asked);
                    if (draining.get() && isAtEnd(consumer, partitions)) {
                        draining.set(false);
                    }
                } catch (KafkaException e) {
                    // The broker is away: so is everybody who publishes.
                }
            }
        }
    }

    /// Polls that bring nothing say nothing: who was cut off finds his way to a partition only after a while.
    private static boolean isAtEnd(Consumer<?, ?> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static String id(ConsumerRecord<?, ?> found) {
        return TopicRead.headers(found).getOrDefault("ce_id", "");
    }

    private void ask(Deque<String> ids, Asked asked) {
        while (!ids.isEmpty() && !stopping.get()) {
            String id = ids.peekFirst();
            try {
                if (!asked.isCommitted(id)) {
                    addEarly(id);
                }
                seen.incrementAndGet();
                ids.removeFirst();
            } catch (SQLException e) {
                asked.close();
                Await.elapse(ASK_AGAIN_AFTER);
            }
        }
    }

    /// Waits until everything published is asked for. To be called when nobody publishes any more.
    public void drain() {
        draining.set(true);
        Await.until(DRAINED_MAX, () -> "all events are seen", () -> !draining.get());
    }

    private synchronized void addEarly(String id) {
        early.add(id);
    }

    /// Ids of events that nobody had committed when they were seen.
    public synchronized List<String> early() {
        return List.copyOf(early);
    }

    /// How many events were asked for.
    public long seen() {
        return seen.get();
    }

    /// A connection of its own, which may break at any time.
    private final class Asked implements AutoCloseable {
        private @Nullable Connection connection;

        boolean isCommitted(String id) throws SQLException {
            if (connection == null) {
                connection = site.database().superuser(site.databaseName());
            }
            // sc.1:3:1234/0
            String[] parts = id.split("[.:/]", 5);
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT 1 FROM docket.event_log
                    WHERE partition = ? AND "offset" = ? AND generation = ? AND index = ? AND aggregate_type = ?
                    """)) {
                select.setInt(1, Integer.parseInt(parts[2]));
                select.setLong(2, Long.parseLong(parts[3]));
                select.setInt(3, Integer.parseInt(parts[1]));
                select.setInt(4, Integer.parseInt(parts[4]));
                select.setInt(5, type(parts[0]).code());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        }

        private static AggregateType type(String key) {
            return AggregateType.ofTopics().stream()
                    .filter(type -> type.positionKey().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No topic is called " + key));
        }

        @Override
        public void close() {
            if (connection != null) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    // It is broken, which is why it is closed.
                }
                connection = null;
            }
        }
    }

    @Override
    public void close() {
        stopping.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
