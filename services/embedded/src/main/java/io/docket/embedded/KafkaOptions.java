package io.docket.embedded;

import java.nio.file.Path;
import java.util.Map;

/// What a [KafkaBroker] is started with.
///
/// @param directory holds everything the broker keeps; created when absent, its own broker's alone
/// @param port where clients connect on 127.0.0.1; 0 = a free one
/// @param overrides broker settings by Kafka's own names, stronger than Docket's
public record KafkaOptions(Path directory, int port, Map<String, String> overrides) {

    public KafkaOptions {
        directory = directory.toAbsolutePath().normalize();
        overrides = Map.copyOf(overrides);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
    }

    /// On a free port, with Docket's settings.
    public static KafkaOptions in(Path directory) {
        return new KafkaOptions(directory, 0, Map.of());
    }
}
