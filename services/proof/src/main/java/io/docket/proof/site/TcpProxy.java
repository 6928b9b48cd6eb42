package io.docket.proof.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A stretch of network between two processes of this machine that can be cut, made to swallow, slow and narrow.
public final class TcpProxy implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BACKLOG_MAX = 200;
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocket server;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Weather weather = Weather.FAIR;

    /// How the network is.
    ///
    /// @param cut every connection is reset, new ones as well
    /// @param held nothing arrives, and nobody is told
    /// @param delay of every chunk
    /// @param bytesPerSecond of every connection and direction; 0 = as many as there are
    private record Weather(boolean cut, boolean held, Duration delay, long bytesPerSecond) {
        static final Weather FAIR = new Weather(false, false, Duration.ZERO, 0);
    }

    private TcpProxy(ServerSocket server, int targetPort) {
        this.server = server;
        this.targetPort = targetPort;
    }

    /// On a free port of loopback.
    public static TcpProxy to(int targetPort) {
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG_MAX, LOOPBACK);
            TcpProxy proxy = new TcpProxy(server, targetPort);
            Thread.ofVirtual().name("proxy-" + targetPort).start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("There is no port for a proxy", e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Resets all connections, and every new one until [#restore].
    public void cut() {
        set(new Weather(true, false, Duration.ZERO, 0));
        open.forEach(TcpProxy::reset);
    }

    /// Keeps everything that is sent until [#restore], as a network does that lost its route.
    public void hold() {
        set(new Weather(false, true, Duration.ZERO, 0));
    }

    /// @param delay of every chunk in each direction
    /// @param bytesPerSecond of each connection and direction; 0 = as many as there are
    public void slow(Duration delay, long bytesPerSecond) {
        set(new Weather(false, false, delay, bytesPerSecond));
    }

    public void restore() {
        set(Weather.FAIR);
    }

    private void set(Weather next) {
        lock.lock();
        try {
            weather = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isCut() {
        lock.lock();
        try {
            return weather.cut();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> relay(near));
            } catch (IOException e) {
                // Closed, or one connection that nobody wants any more.
            }
        }
    }

    private void relay(Socket near) {
        if (isCut()) {
            reset(near);
            return;
        }
        Socket far = new Socket();
        open.add(far);
        try {
            far.connect(new InetSocketAddress(LOOPBACK, targetPort));
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException e) {
            reset(near);
            reset(far);
            return;
        }
        Thread.ofVirtual().start(() -> pump(near, far));
        pump(far, near);
    }

    private void pump(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                pass(read);
                out.write(chunk, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
        }
    }

    /// As long as the weather makes so many bytes take; a change of weather counts at once.
    private void pass(int bytes) throws InterruptedException {
        long begin = System.nanoTime();
        lock.lock();
        try {
            while (true) {
                long due = weather.delay().toNanos()
                        + (weather.bytesPerSecond() == 0 ? 0 : bytes * SECOND_NANOS / weather.bytesPerSecond());
                long left = due - (System.nanoTime() - begin);
                if (weather.held()) {
                    changed.await();
                } else if (left <= 0) {
                    return;
                } else {
                    var _ = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Without the goodbye that a process would say.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody is there to tell.
        }
    }

    @Override
    public void close() {
        restore();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("A proxy does not close", e);
        } finally {
            open.forEach(TcpProxy::reset);
        }
    }
}
