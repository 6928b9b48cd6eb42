package io.docket.containers;

import io.docket.embedded.Kafka;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.Wait;

/// A Kafka broker in a container that is its own controller, set up like the embedded one.
final class ContainerKafka implements Kafka {
    static final String IMAGE = "apache/kafka:4.2.0";
    private static final int PORT = 9092;

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("KAFKA_NODE_ID", "1"),
            Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
            Map.entry("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093"),
            Map.entry("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
            Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
            Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
            Map.entry("KAFKA_DEFAULT_REPLICATION_FACTOR", "1"),
            Map.entry("KAFKA_MIN_INSYNC_REPLICAS", "1"),
            Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
            Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
            Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
            Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
            Map.entry("KAFKA_GROUP_CONSUMER_SESSION_TIMEOUT_MS", "10000"),
            Map.entry("KAFKA_GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS", "10000"),
            Map.entry("KAFKA_GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS", "1000"),
            Map.entry("KAFKA_GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS", "1000"));

    private final FixedPort container;

    private ContainerKafka(FixedPort container) {
        this.container = container;
    }

    static ContainerKafka start() {
        FixedPort container = new FixedPort(IMAGE, PORT)
                .withEnv(SETTINGS)
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1));
        container.withEnv("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + container.port());
        container.start();
        return new ContainerKafka(container);
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + container.port();
    }

    @Override
    public void restart() {
        container.stopIt();
        container.startIt();
    }

    @Override
    public void close() {
        container.close();
    }
}
