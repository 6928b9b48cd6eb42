package io.docket.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A broker in a JVM of its own: `BrokerMain directory port [port>advertisedPort …]`. Prints its address, and stops
/// when
/// its standard input ends. Another one may be started on the same directory and ports, however this one ended.
public final class BrokerMain {
    private static final String ADVERTISED = ">";

    private BrokerMain() {}

    public static void main(String[] args) throws IOException {
        List<KafkaOptions.Relay> relays = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            String[] ports = args[i].split(ADVERTISED, 2);
            relays.add(new KafkaOptions.Relay(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])));
        }
        KafkaOptions options = new KafkaOptions(Path.of(args[0]), Integer.parseInt(args[1]), relays, Map.of());
        try (KafkaBroker broker = KafkaBroker.start(options)) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // until whoever started it closes the stream
            }
        }
    }
}
