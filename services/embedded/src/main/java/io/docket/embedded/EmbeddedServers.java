package io.docket.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A broker in this JVM and a PostgreSQL beside it.
final class EmbeddedServers implements Servers {

    @Override
    public Postgres postgres(Path directory) {
        return PostgresServer.start(PostgresOptions.in(directory));
    }

    @Override
    public Kafka kafka(Path directory) {
        return new RestartableBroker(directory);
    }

    @Override
    public String description() {
        return "embedded Kafka and PostgreSQL";
    }

    @Override
    public @Nullable String hindrance() {
        return null;
    }

    /// A broker lives once; the next one on its port and directory goes on where it ended.
    private static final class RestartableBroker implements Kafka {
        private final Path directory;
        private KafkaBroker broker;

        RestartableBroker(Path directory) {
            this.directory = directory;
            this.broker = KafkaBroker.start(KafkaOptions.in(directory));
        }

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void restart() {
            int port = broker.port();
            broker.close();
            broker = KafkaBroker.start(new KafkaOptions(directory, port, Map.of()));
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
