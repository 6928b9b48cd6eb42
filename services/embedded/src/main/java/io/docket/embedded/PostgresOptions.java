package io.docket.embedded;

import java.nio.file.Path;
import java.time.Duration;

/// What a [PostgresServer] is started with.
///
/// @param directory holds everything the server keeps; created when absent, its own server's alone
/// @param port where clients connect on 127.0.0.1; 0 = a free one
/// @param startTimeout how long the server may take to accept connections, crash recovery included
public record PostgresOptions(Path directory, int port, Duration startTimeout) {

    /// Long enough to replay all of the WAL that [PostgresSettings] allows to gather.
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    public PostgresOptions {
        directory = directory.toAbsolutePath().normalize();
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
        if (!startTimeout.isPositive()) {
            throw new IllegalArgumentException("startTimeout must be positive, was " + startTimeout);
        }
    }

    /// On a free port, within a minute.
    public static PostgresOptions in(Path directory) {
        return new PostgresOptions(directory, 0, START_TIMEOUT);
    }
}
