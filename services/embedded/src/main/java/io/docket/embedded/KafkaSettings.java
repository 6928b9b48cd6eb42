package io.docket.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Settings of a broker that is its own controller, small enough to share a JVM and two cores with everything else.
final class KafkaSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /// Room for one command of the largest size that is still worth a dead letter (`TOO_LARGE`) instead of a
    /// producer's error.
    private static final int MESSAGE_BYTES_MAX = 2 * 1024 * 1024;

    private static final int SEGMENT_BYTES = 256 * 1024 * 1024;

    /// An index entry takes at most 12 bytes per 4 KiB of log, so this is enough for a whole segment.
    private static final int INDEX_BYTES_MAX = 1024 * 1024;

    /// Compaction happens only to Kafka's own small topics; Kafka's default reserves 128 MiB of heap for it.
    private static final int CLEANER_BYTES = 2 * 1024 * 1024;

    private static final int INTERNAL_TOPIC_PARTITIONS = 4;

    /// Of groups of the protocol `consumer`, whose sessions are the broker's affair.
    private static final String GROUP_SESSION_MILLIS = "10000";

    private static final String GROUP_HEARTBEAT_MILLIS = "1000";

    private KafkaSettings() {}

    static Map<String, String> of(Path logDirectory, int port, int controllerPort, KafkaOptions options) {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(quorum(logDirectory, port, controllerPort));
        relays(settings, options.relays());
        settings.putAll(durability());
        settings.putAll(footprint());
        settings.putAll(options.overrides());
        return settings;
    }

    private static void relays(Map<String, String> settings, List<KafkaOptions.Relay> relays) {
        for (int i = 0; i < relays.size(); i++) {
            String name = "RELAY_" + i;
            String at = "," + name + "://" + FreePorts.LOOPBACK + ":";
            settings.merge("listeners", at + relays.get(i).port(), String::concat);
            settings.merge("advertised.listeners", at + relays.get(i).advertisedPort(), String::concat);
            settings.merge("listener.security.protocol.map", "," + name + ":PLAINTEXT", String::concat);
        }
    }

    private static Map<String, String> quorum(Path logDirectory, int port, int controllerPort) {
        String clients = "PLAINTEXT://" + FreePorts.LOOPBACK + ":" + port;
        String controller = FreePorts.LOOPBACK + ":" + controllerPort;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                logDirectory.toString(),
                "listeners",
                clients + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                // A static voter is known by its id alone: nothing on disk remembers the port, so each start may take
                // another.
                "controller.quorum.voters",
                NODE_ID + "@" + controller);
    }

    private static Map<String, String> durability() {
        return Map.ofEntries(
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("unclean.leader.election.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", Integer.toString(INTERNAL_TOPIC_PARTITIONS)),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", Integer.toString(INTERNAL_TOPIC_PARTITIONS)),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // As long as the members of Docket's classic groups have; with Kafka's 45 s what a crash leaves waits.
                Map.entry("group.consumer.session.timeout.ms", GROUP_SESSION_MILLIS),
                Map.entry("group.consumer.min.session.timeout.ms", GROUP_SESSION_MILLIS),
                Map.entry("group.consumer.heartbeat.interval.ms", GROUP_HEARTBEAT_MILLIS),
                Map.entry("group.consumer.min.heartbeat.interval.ms", GROUP_HEARTBEAT_MILLIS),
                Map.entry("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX)),
                // After a kill, the controller waits this long for the broker's last life before it lets in the next.
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                // A single node has nobody to tell that it is alive; each such record would be an fsync, twice a
                // second.
                Map.entry("metadata.max.idle.interval.ms", "0"),
                Map.entry("server.max.startup.time.ms", "60000"));
    }

    private static Map<String, String> footprint() {
        return Map.ofEntries(
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "2"),
                Map.entry("num.replica.alter.log.dirs.threads", "1"),
                Map.entry("queued.max.requests", "100"),
                Map.entry("log.segment.bytes", Integer.toString(SEGMENT_BYTES)),
                Map.entry("log.index.size.max.bytes", Integer.toString(INDEX_BYTES_MAX)),
                Map.entry("log.cleaner.threads", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES)),
                // JMX names are per JVM: two brokers, or a broker beside its clients, would argue over them.
                Map.entry("metric.reporters", ""));
    }
}
