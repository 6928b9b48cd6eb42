package io.docket.app;

import io.docket.app.demo.DemoInstance;
import io.docket.app.demo.DemoOptions;
import io.docket.app.demo.DemoPorts;
import io.docket.app.demo.Endpoints;
import io.docket.embedded.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One demo on free ports for all tests of this module, with its clients. Starts at first use and ends with the JVM.
final class RunningDocket {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static @Nullable RunningDocket shared;

    private final DemoInstance demo;

    private RunningDocket(DemoInstance demo) {
        this.demo = demo;
    }

    static synchronized RunningDocket shared() {
        if (shared == null) {
            try {
                Path directory = Files.createTempDirectory("docket-app-test");
                DemoInstance demo = DemoInstance.start(
                        new DemoOptions(directory.resolve("data"), DemoPorts.free(), false, true, Map.of()));
                Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(demo::close));
                shared = new RunningDocket(demo);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return shared;
    }

    /// An answer over HTTP.
    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    Endpoints endpoints() {
        return demo.endpoints();
    }

    /// What the command line takes as `--endpoints`.
    Path endpointsFile() {
        return Path.of(endpoints().keysDir()).resolveSibling(Endpoints.FILE);
    }

    PostgresServer postgres() {
        return demo.postgres();
    }

    ApplicationContext context() {
        return demo.context();
    }

    /// A command with a fresh idempotency key.
    Answer post(String user, String path, String body) {
        return post(user, path, body, UUID.randomUUID().toString());
    }

    Answer post(String user, String path, String body, String key) {
        return send(request(user, path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer get(String user, String path) {
        return send(request(user, path).GET());
    }

    HttpRequest.Builder request(String user, String path) {
        String credentials = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(endpoints().http() + "/api/v1" + path))
                .header("Authorization", "Basic " + credentials);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String path(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /// Rows as a reporting login sees them, each as its columns' texts.
    List<List<String>> query(String login, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(endpoints().reporting().jdbcUrl(), login, "demo");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    columns.add(String.valueOf(row.getString(column)));
                }
                rows.add(columns);
            }
            return rows;
        }
    }
}
