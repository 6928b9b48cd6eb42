package io.docket.proof.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The network does what it is told.
class TcpProxyTest {
    private static final int SOON_MILLIS = 300;
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final TcpProxy proxy = TcpProxy.to(echo.getLocalPort());

    TcpProxyTest() throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // Whoever cut it knows.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int sendAndReceive(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        return socket.getInputStream().read();
    }

    @Test
    void what_goes_in_comes_back() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sendAndReceive(socket)).isEqualTo(42);
        }
    }

    @Test
    void a_cut_ends_what_is_open_and_refuses_what_is_new_until_it_is_mended() throws IOException {
        try (Socket before = connect()) {
            assertThat(sendAndReceive(before)).isEqualTo(42);

            proxy.cut();

            assertThatThrownBy(() -> requireOpen(before.getInputStream().read()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> {
                        try (Socket meanwhile = connect()) {
                            requireOpen(sendAndReceive(meanwhile));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }

        proxy.restore();
        try (Socket after = connect()) {
            assertThat(sendAndReceive(after)).isEqualTo(42);
        }
    }

    private static void requireOpen(int read) throws IOException {
        if (read < 0) {
            throw new IOException("closed");
        }
    }

    @Test
    void what_is_held_arrives_later() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sendAndReceive(socket)).isEqualTo(42);
            proxy.hold();
            socket.setSoTimeout(SOON_MILLIS);

            assertThatThrownBy(() -> sendAndReceive(socket)).isInstanceOf(SocketTimeoutException.class);

            proxy.restore();
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void a_slow_network_takes_its_time() throws IOException {
        try (Socket socket = connect()) {
            assertThat(sendAndReceive(socket)).isEqualTo(42);
            proxy.slow(Duration.ofMillis(150), 0);

            long begin = System.nanoTime();
            assertThat(sendAndReceive(socket)).isEqualTo(42);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }
}
