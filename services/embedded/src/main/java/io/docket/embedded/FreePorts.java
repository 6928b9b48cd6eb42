package io.docket.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/// Ports on 127.0.0.1 that nobody listens on.
///
/// A port is free when it is looked at, not necessarily a moment later: whoever binds it must cope with having lost
/// it.
public final class FreePorts {

    static final String LOOPBACK = "127.0.0.1";

    private static final Duration RELEASE_MAX = Duration.ofSeconds(3);

    private FreePorts() {}

    /// A port that was free just now, chosen by the operating system.
    public static int next() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + LOOPBACK, e);
        }
    }

    /// Whether nobody listens there, or no longer does in a moment: a killed server's port outlives what can be seen of
    /// its process.
    public static boolean isFreed(int port) {
        Deadline deadline = Deadline.in(RELEASE_MAX);
        while (!isFree(port)) {
            if (deadline.hasPassed()) {
                return false;
            }
            Deadline.pause();
        }
        return true;
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of a predecessor that linger in TIME_WAIT do not take the port.
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port);
    }
}
