package io.docket.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a [KafkaBroker] is started with.
///
/// @param directory holds everything the broker keeps; created when absent, its own broker's alone
/// @param port where clients connect on 127.0.0.1; 0 = a free one
/// @param relays further ways in, each for clients that come through something else
/// @param overrides broker settings by Kafka's own names, stronger than Docket's
public record KafkaOptions(Path directory, int port, List<Relay> relays, Map<String, String> overrides) {

    /// Clients that bootstrap here are told to go on by the other port: what they speak through must listen there.
    ///
    /// @param port where the broker listens on 127.0.0.1
    /// @param advertisedPort where its clients find it, on 127.0.0.1
    public record Relay(int port, int advertisedPort) {}

    public KafkaOptions {
        directory = directory.toAbsolutePath().normalize();
        relays = List.copyOf(relays);
        overrides = Map.copyOf(overrides);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
    }

    public KafkaOptions(Path directory, int port, Map<String, String> overrides) {
        this(directory, port, List.of(), overrides);
    }

    /// On a free port, with Docket's settings.
    public static KafkaOptions in(Path directory) {
        return new KafkaOptions(directory, 0, Map.of());
    }
}
