package io.docket.embedded;

/// A PostgreSQL of one's own, whoever runs it.
public interface Postgres extends AutoCloseable {
    /// For JDBC, without user and password.
    String jdbcUrl(String database);

    String superuser();

    String superuserPassword();

    /// Ends the server as a crash would.
    void stopImmediately();

    /// Stops the server if it runs, and starts it on the same port with the same data.
    void restart();

    @Override
    void close();
}
