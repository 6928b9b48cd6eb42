package io.docket.processor;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.embedded.Kafka;
import io.docket.embedded.Servers;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A broker with Docket's topics, a database and keys: what the processors of a test work on.
final class Site implements AutoCloseable {
    static final int PARTITIONS = 4;
    static final TopicOptions TOPICS = new TopicOptions(PARTITIONS, (short) 1, Duration.ofDays(45));

    /// `-Ddocket.test.rebalance=CONSUMER` runs every test of the module under another protocol.
    private static final RebalanceProtocol REBALANCE =
            RebalanceProtocol.valueOf(System.getProperty("docket.test.rebalance", "COOPERATIVE"));

    private final Path directory;
    private final DocketTestDatabase database;
    private final CodeKeys keys;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Kafka broker;

    private Site(Path directory, Kafka broker, DocketTestDatabase database) {
        this.directory = directory;
        this.broker = broker;
        this.database = database;
        this.keys = CodeKeys.open(directory.resolve("keys"), true);
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.producer = producer(Map.of());
    }

    /// One for all tests of the module that leave it usable; each works on orders of its own.
    static Site shared() {
        return Shared.INSTANCE;
    }

    /// One that may be spoiled.
    static Site start() {
        return start(PARTITIONS);
    }

    /// @param eventPartitions of the events topics
    static Site start(int eventPartitions) {
        try {
            Path directory = Files.createTempDirectory("docket-processor-");
            Site site = new Site(
                    directory, Servers.ofTests().kafka(directory.resolve("kafka")), DocketTestDatabase.start());
            if (eventPartitions != PARTITIONS) {
                site.createEventTopics(eventPartitions);
            }
            site.prepareTopics();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for a broker", e);
        }
    }

    private void createEventTopics(int partitions) {
        Map<String, String> keeping =
                Map.of("retention.ms", Long.toString(TOPICS.retentionMin().toMillis()));
        List<NewTopic> topics = AggregateType.ofTopics().stream()
                .map(type -> new NewTopic(type.eventTopic(), partitions, (short) 1).configs(keeping))
                .toList();
        Await.until("the events topics are there", () -> {
            admin.createTopics(topics).all().get();
            return true;
        });
    }

    void prepareTopics() {
        try (Connection connection = database.app().connection()) {
            topics().prepare(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The topics cannot be pinned", e);
        }
    }

    Topics topics() {
        return new Topics(admin, TOPICS);
    }

    Admin admin() {
        return admin;
    }

    CodeKeys keys() {
        return keys;
    }

    DocketTestDatabase database() {
        return database;
    }

    Kafka broker() {
        return broker;
    }

    /// Stops the broker and starts it on the same port and directory.
    void restartBroker() {
        broker.restart();
    }

    /// A processor with a connection pool of its own, as in another JVM.
    RunningProcessor processor() {
        return processor(options -> options);
    }

    RunningProcessor processor(UnaryOperator<ProcessorOptions> changed) {
        return processor(changed, InstantSource.system());
    }

    /// One whose process has a clock of its own.
    RunningProcessor processor(UnaryOperator<ProcessorOptions> changed, InstantSource time) {
        return RunningProcessor.start(this, changed.apply(options()), time);
    }

    ProcessorOptions options() {
        return ProcessorOptions.defaults(broker.bootstrapServers())
                .withGroupId("test")
                .withRebalance(REBALANCE)
                .withClock(false)
                .withRetryDelays(Duration.ofMillis(50), Duration.ofMillis(400))
                .withLayoutCheckInterval(Duration.ofMillis(200))
                .withLookAheadWaitMax(Duration.ofSeconds(5));
    }

    final KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config =
                new HashMap<>(Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"));
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Coordinates produce(OutgoingCommand command) {
        return produce(List.of(command)).getFirst();
    }

    /// In this order.
    ///
    /// @return where they lie, once all are acknowledged
    List<Coordinates> produce(List<OutgoingCommand> commands) {
        return commands.stream().map(this::send).toList().stream()
                .map(this::acknowledged)
                .toList();
    }

    Coordinates produce(ProducerRecord<byte[], byte[]> record) {
        return acknowledged(producer.send(record));
    }

    /// Somebody else's record on an events topic.
    void forge(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not acknowledged", e);
        }
    }

    /// Begins to send.
    Future<RecordMetadata> send(OutgoingCommand command) {
        return producer.send(CommandEncoder.encode(command, PARTITIONS));
    }

    Coordinates acknowledged(Future<RecordMetadata> sent) {
        try {
            RecordMetadata at = sent.get();
            AggregateType type = AggregateType.ofCommandTopic(at.topic());
            if (type == null) {
                throw new IllegalArgumentException("Expected a command topic, but it is " + at.topic());
            }
            return new Coordinates(type, generation(type), at.partition(), at.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Not acknowledged", e);
        }
    }

    private final Map<AggregateType, Integer> generations = new HashMap<>();

    private int generation(AggregateType type) {
        return generations.getOrDefault(type, 1);
    }

    /// As an operator would.
    int adopt(AggregateType type) throws SQLException {
        try (Connection connection = database.app().connection()) {
            int generation = topics().adopt(connection, type.commandTopic());
            generations.put(type, generation);
            return generation;
        }
    }

    /// Waits until everything on the log has its outcome.
    void awaitDecided() {
        for (AggregateType type : AggregateType.ofTopics()) {
            // The end may move yet: a transaction's marker is written after its commit has returned.
            Await.until(
                    () -> "all of " + type + " is decided up to " + ends(type) + ", but it is up to " + progress(type),
                    () -> ends(type).equals(progress(type)));
        }
    }

    private Map<Integer, Long> ends(AggregateType type) {
        return topics().ends(type, PARTITIONS);
    }

    /// Waits until every event of what is decided is published.
    void awaitPublished() {
        Await.until("everything is published", () -> rows("""
                SELECT 1 FROM docket.progress p JOIN docket.published u USING (aggregate_type, partition)
                WHERE (u.generation, u.next_offset) <> (p.generation, p.next_offset)
                """).isEmpty());
    }

    Map<Integer, Long> progress(AggregateType type) {
        Map<Integer, Long> progress = new HashMap<>();
        rows("SELECT partition, next_offset FROM docket.progress WHERE aggregate_type = ?", type.code())
                .forEach(row -> progress.put(row.number("partition").intValue(), row.number("next_offset")));
        return progress;
    }

    List<Row> rows(String sql, Object... arguments) {
        return database.app().jdbi().withHandle(handle -> {
            var query = handle.createQuery(sql);
            for (int i = 0; i < arguments.length; i++) {
                query.bind(i, arguments[i]);
            }
            return query.mapToMap().map(Row::new).list();
        });
    }

    /// A column of all rows, as text.
    List<String> texts(String sql, Object... arguments) {
        List<String> texts = new ArrayList<>();
        rows(sql, arguments)
                .forEach(row -> texts.add(
                        String.valueOf(row.columns().values().iterator().next())));
        return texts;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close(Duration.ZERO);
        broker.close();
        database.close();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The broker's directory stays behind", e);
        }
    }

    /// Started by the class loader: once, whoever comes first.
    private static final class Shared {
        private static final Site INSTANCE = startedForThisJvm();

        private static Site startedForThisJvm() {
            Site site = start();
            Runtime.getRuntime().addShutdownHook(new Thread(site::close, "docket-test-site"));
            return site;
        }
    }
}
