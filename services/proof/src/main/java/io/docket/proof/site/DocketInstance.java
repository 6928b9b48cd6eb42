package io.docket.proof.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An instance of Docket in a JVM of its own (`serve`), whose ways to Kafka and Postgres are proxies of its own.
public final class DocketInstance implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(4);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    /// The gauge `docket.topics.halted`.
    private static final String HALTED = "docket_topics_halted";

    private final String name;
    private final Path log;
    private final int port;
    private final TcpProxy kafka;
    private final TcpProxy postgres;
    private final Map<String, String> properties;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    private final List<String> jvmOptions;
    private Jvm jvm;

    DocketInstance(
            String name,
            Path log,
            int port,
            TcpProxy kafka,
            TcpProxy postgres,
            Map<String, String> properties,
            List<String> jvmOptions) {
        this.name = name;
        this.log = log;
        this.port = port;
        this.kafka = kafka;
        this.postgres = postgres;
        this.properties = new HashMap<>(properties);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.jvm = spawn();
    }

    private Jvm spawn() {
        List<String> options = new ArrayList<>(List.of("-Xmx320m"));
        options.addAll(jvmOptions);
        List<String> arguments = new ArrayList<>();
        arguments.add("serve");
        properties.forEach((key, value) -> arguments.add(key + "=" + value));
        return Jvm.start(InstanceMain.class, options, arguments, log);
    }

    public String name() {
        return name;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// Its way to the broker.
    public TcpProxy kafka() {
        return kafka;
    }

    /// Its way to the database.
    public TcpProxy postgres() {
        return postgres;
    }

    /// @throws IllegalStateException when it does not become so, or ends
    public void awaitReady() {
        Await.until(START_MAX, () -> name + " is ready; see " + log, () -> !jvm.isAlive() || isReady());
        if (!jvm.isAlive()) {
            throw new IllegalStateException(name + " ended with " + jvm.exitCode() + "; see " + log);
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        return get("/actuator/health/readiness").statusCode() == 200;
    }

    /// Whether it has halted a topic, and says so to whoever watches it.
    public boolean isHalted() {
        try {
            return get("/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(HALTED))
                    .anyMatch(line -> !line.endsWith(" 0.0"));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .timeout(ANSWER_MAX)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public boolean isAlive() {
        return jvm.isAlive();
    }

    /// SIGKILL.
    public void kill() {
        jvm.kill();
    }

    /// SIGTERM.
    public void stop() {
        jvm.stop();
    }

    /// SIGSTOP.
    public void pause() {
        jvm.pause();
    }

    /// SIGCONT.
    public void resume() {
        jvm.resume();
    }

    /// Its wall clock is off by so much from now on.
    public void jump(Duration off) {
        jvm.tell(InstanceMain.CLOCK + off);
    }

    /// After it has ended.
    public void start() {
        jvm = spawn();
    }

    /// For the next start.
    public void set(String property, String value) {
        properties.put(property, value);
    }

    @Override
    public void close() {
        jvm.kill();
        http.close();
        postgres.close();
    }
}
