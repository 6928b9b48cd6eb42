package io.docket.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// What topics must be set to for the promises to hold.
///
/// @param retentionMin how long they keep records at least
record TopicSettings(Admin admin, Duration retentionMin) {
    /// @throws IllegalStateException when a topic would lose commands
    void requireKeeping(Iterable<String> names) {
        List<ConfigResource> resources = new ArrayList<>();
        names.forEach(name -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<ConfigResource, Config> configs =
                Topics.await(admin.describeConfigs(resources).all());
        configs.forEach((topic, config) -> {
            require(topic, config, TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            require(topic, config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            require(topic, config, TopicConfig.RETENTION_BYTES_CONFIG, "-1");
            long retentionMs =
                    Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
            if (retentionMs >= 0 && retentionMs < retentionMin.toMillis()) {
                throw new IllegalStateException("Expected " + topic.name() + " to keep records for at least "
                        + retentionMin.toDays() + " days, but its retention.ms is " + retentionMs
                        + ": raise it with kafka-configs");
            }
        });
    }

    private static void require(ConfigResource topic, Config config, String key, String value) {
        String found = config.get(key).value();
        if (!value.equals(found)) {
            throw new IllegalStateException("Expected " + topic.name() + " with " + key + "=" + value + ", but it is "
                    + found + ": it would lose commands; alter it with kafka-configs");
        }
    }
}
