package io.docket.bench;

import io.docket.embedded.KafkaBroker;
import io.docket.embedded.KafkaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A broker in a JVM of its own. Prints its address, and stops when its standard input ends.
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        try (KafkaBroker broker = KafkaBroker.start(new KafkaOptions(Path.of(args[0]), 0, Map.of()))) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // until whoever started it closes the stream
            }
        }
    }
}
