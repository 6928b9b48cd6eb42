package io.docket.proof.site;

import io.docket.embedded.BrokerMain;
import io.docket.embedded.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/// A broker in a JVM of its own, reached directly and through proxies: the broker sends the clients of each proxy
/// there.
public final class Broker implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final int ANSWER_MILLIS_MAX = 2_000;

    private final Path directory;
    private final Path log;
    private final int port = FreePorts.next();
    private final Map<String, TcpProxy> proxies = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private Jvm jvm;

    /// @param clients for each of whom there is a proxy
    Broker(Path directory, Path log, List<String> clients) {
        this.directory = directory;
        this.log = log;
        arguments.add(directory.toString());
        arguments.add(Integer.toString(port));
        for (String client : clients) {
            int relay = FreePorts.next();
            TcpProxy proxy = TcpProxy.to(relay);
            proxies.put(client, proxy);
            arguments.add(relay + ">" + proxy.port());
        }
        this.jvm = spawn();
    }

    private Jvm spawn() {
        return Jvm.start(BrokerMain.class, List.of("-Xmx320m"), arguments, log);
    }

    /// Not through a proxy.
    public String address() {
        return "127.0.0.1:" + port;
    }

    TcpProxy proxy(String client) {
        TcpProxy proxy = proxies.get(client);
        if (proxy == null) {
            throw new IllegalArgumentException("There is no proxy for " + client);
        }
        return proxy;
    }

    void awaitReady() {
        Await.until(START_MAX, () -> "the broker on " + directory + " answers; see " + log, this::answers);
    }

    private boolean answers() throws Exception {
        if (!jvm.isAlive()) {
            // The last one's port may need a moment.
            jvm = spawn();
        }
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", address(), "request.timeout.ms", ANSWER_MILLIS_MAX))) {
            return !admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS_MAX))
                    .nodes()
                    .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
                    .isEmpty();
        }
    }

    /// SIGKILL.
    public void kill() {
        jvm.kill();
    }

    /// On the same directory and ports.
    public void restart() {
        jvm = spawn();
        awaitReady();
    }

    @Override
    public void close() {
        jvm.kill();
        proxies.values().forEach(TcpProxy::close);
    }
}
