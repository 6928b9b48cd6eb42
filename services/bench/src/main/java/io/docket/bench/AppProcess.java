package io.docket.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An instance with gateway and processor in a JVM of its own, on free ports, as `docket serve` starts it.
final class AppProcess implements AutoCloseable {
    static final String PASSWORD = "bench";

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final long STOP_SECONDS_MAX = 30;

    /// Name, role, id, seller.
    private static final List<List<String>> USERS = List.of(
            List.of("platform", "platform", "platform", ""),
            List.of("staff", "owner", "S-1", "S-1"),
            List.of("buyer", "buyer", "buyer-1", ""),
            List.of("software", "software", "software-1", "S-1"));

    private final Process process;
    private final URI base;

    private AppProcess(Process process, URI base) {
        this.process = process;
        this.base = base;
    }

    /// Returns when it is ready.
    ///
    /// @param jar what `mvn package` makes of services/app
    static AppProcess start(Infrastructure infrastructure, Path jar, Path directory, int port)
            throws IOException, InterruptedException {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("Expected services/app packaged as " + jar + ", but it is not there");
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-jar", jar.toString(), "serve", "docket.roles=processor,gateway"));
        command.add("server.port=" + port);
        command.addAll(infrastructure.instanceProperties());
        command.add("docket.keys.dir=" + directory.resolve("instance-keys"));
        command.add("docket.keys.generate=true");
        for (int i = 0; i < USERS.size(); i++) {
            List<String> user = USERS.get(i);
            String property = "docket.users[" + i + "].";
            command.add(property + "name=" + user.get(0));
            command.add(property + "password={noop}" + PASSWORD);
            command.add(property + "role=" + user.get(1));
            command.add(property + "id=" + user.get(2));
            if (!user.get(3).isEmpty()) {
                command.add(property + "seller=" + user.get(3));
            }
        }
        Path log = directory.resolve("instance.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        AppProcess started = new AppProcess(process, URI.create("http://127.0.0.1:" + port));
        try {
            started.awaitReady(log);
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest readiness = HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                    .build();
            while (true) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("The instance did not start: " + Files.readString(log));
                }
                try {
                    if (client.send(readiness, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // it does not listen yet
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    URI base() {
        return base;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
