package io.docket.processor;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;

/// How the processors of a group come to agree on who has which partitions. The promises hold under each: who owns a
/// partition is decided by progress in Postgres.
///
/// From one to another: stop all processors of the group, then start them with the new one; nothing is lost, since
/// Kafka's group offsets mean nothing.
public enum RebalanceProtocol {
    /// What stays where it is goes on during a rebalance.
    COOPERATIVE,
    /// Everybody gives up everything first.
    EAGER,
    /// Kafka's newer protocol (KIP-848), where the broker assigns. Sessions, heartbeats and assignors are settings of
    /// the broker then (`group.consumer.session.timeout.ms`), 45 s unless it says otherwise.
    CONSUMER;

    /// What a consumer is told.
    Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>();
        switch (this) {
            case COOPERATIVE -> classic(config, CooperativeStickyAssignor.class);
            case EAGER -> classic(config, RangeAssignor.class);
            case CONSUMER -> config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        }
        return config;
    }

    private static void classic(Map<String, Object> config, Class<?> assignor) {
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, assignor.getName());
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) ProcessorOptions.SESSION_TIMEOUT.toMillis());
        config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) ProcessorOptions.HEARTBEAT_INTERVAL.toMillis());
    }
}
