package io.docket.embedded;

/// A Kafka broker of one's own, whoever runs it.
public interface Kafka extends AutoCloseable {
    /// For clients: `127.0.0.1:port`.
    String bootstrapServers();

    /// Stops the broker and starts it on the same port with the same data.
    void restart();

    @Override
    void close();
}
