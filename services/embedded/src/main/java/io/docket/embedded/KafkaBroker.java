package io.docket.embedded;

import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Kafka broker in this JVM that is its own controller (KRaft), on 127.0.0.1 without authentication.
///
/// What was acknowledged is there after the next start on the same directory, also when this JVM was killed: it is in
/// the operating system's cache then, as on any single broker. Topics are not created by being mentioned.
///
/// Kafka logs a lot: keep the loggers `kafka`, `org.apache.kafka` and `state.change.logger` at WARN.
public final class KafkaBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);
    private static final int PORT_ATTEMPTS_MAX = 5;

    private final OwnerLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private final int controllerPort;
    private boolean closed;

    private KafkaBroker(OwnerLock lock, KafkaRaftServer server, int port, int controllerPort) {
        this.lock = lock;
        this.server = server;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /// Returns when clients can produce and consume.
    ///
    /// @throws EmbeddedStartException when the directory is in use or damaged, or the port is taken
    public static KafkaBroker start(KafkaOptions options) {
        keepTheJvmAlive();
        OwnerLock.createDirectory(options.directory());
        OwnerLock lock = OwnerLock.acquire(options.directory());
        try {
            Path logs = KafkaStorage.prepare(options.directory());
            return start(options, logs, lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static KafkaBroker start(KafkaOptions options, Path logs, OwnerLock lock) {
        for (int attempt = 1; ; attempt++) {
            boolean chosen = options.port() == 0;
            int port = chosen ? FreePorts.next() : options.port();
            if (!chosen && !FreePorts.isFree(port)) {
                throw EmbeddedStartException.portTaken("Kafka broker", port, null);
            }
            int controllerPort = FreePorts.next();
            Map<String, String> settings = KafkaSettings.of(logs, port, controllerPort, options);
            try {
                return new KafkaBroker(lock, run(settings), port, controllerPort);
            } catch (Exception e) {
                // Somebody may have taken a port between the look and the bind.
                if (!isBindFailure(e)) {
                    throw refused(options, e);
                }
                if (attempt == PORT_ATTEMPTS_MAX) {
                    throw EmbeddedStartException.portTaken("Kafka broker", port, e);
                }
            }
        }
    }

    private static boolean isBindFailure(Throwable failure) {
        return failure instanceof BindException || (failure.getCause() != null && isBindFailure(failure.getCause()));
    }

    private static KafkaRaftServer run(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.apply(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (Exception e) {
            try {
                server.shutdown();
            } catch (Exception onShutdown) {
                e.addSuppressed(onShutdown);
            }
            throw e;
        }
    }

    private static EmbeddedStartException refused(KafkaOptions options, Exception cause) {
        return new EmbeddedStartException(
                "the embedded Kafka broker did not start on " + options.directory() + " (" + cause.getMessage() + ")",
                "look at the cause below; when the directory is damaged, restore it or choose another docket.data-dir",
                cause);
    }

    /// For clients: `127.0.0.1:port`.
    public String bootstrapServers() {
        return FreePorts.LOOPBACK + ":" + port;
    }

    public int port() {
        return port;
    }

    /// For the broker itself; another one at each start.
    int controllerPort() {
        return controllerPort;
    }

    /// Stops cleanly: logs flushed, no recovery at the next start. Repeated calls do nothing.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // A thread that is asked to hurry must not leave a broker half stopped.
        boolean interrupted = Thread.interrupted();
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            lock.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Kafka ends its process when it cannot go on (a full disk, say). This process is not its own.
    private static void keepTheJvmAlive() {
        Exit.setExitProcedure(KafkaBroker::reportInsteadOfExit);
        Exit.setHaltProcedure(KafkaBroker::reportInsteadOfExit);
    }

    private static void reportInsteadOfExit(int status, @Nullable String message) {
        LOG.error("The embedded Kafka broker gave up (status {}: {}); it must be restarted", status, message);
    }
}
