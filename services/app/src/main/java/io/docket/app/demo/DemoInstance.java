package io.docket.app.demo;

import io.docket.app.instance.Instance;
import io.docket.embedded.KafkaBroker;
import io.docket.embedded.PostgresServer;
import io.docket.store.ReportingLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// A whole Docket in this JVM, on its own broker and database, with the demo's users.
public final class DemoInstance implements AutoCloseable {

    /// Profile with the users, and with the guard that keeps it on this machine.
    public static final String PROFILE = "demo";

    private final DataDirectory directory;
    private final DemoServers servers;
    private final ConfigurableApplicationContext context;

    private DemoInstance(DataDirectory directory, DemoServers servers, ConfigurableApplicationContext context) {
        this.directory = directory;
        this.servers = servers;
        this.context = context;
    }

    /// Returns when it takes commands.
    ///
    /// @param arguments further properties (`--name=value`), for the instance
    /// @throws io.docket.app.instance.RefusedStartException with the remedy; likewise
    /// `io.docket.embedded.EmbeddedStartException`
    public static DemoInstance start(DemoOptions options, String... arguments) {
        DataDirectory directory = DataDirectory.claim(options.directory());
        try {
            PostgresServer.stopLeftover(directory.postgres());
            // Before anything is deleted, for it would be gone even when nothing starts afterwards.
            options.ports().requireFree();
            if (options.fresh()) {
                directory.clear();
            }
            DemoServers servers = DemoServers.start(directory, options.ports());
            try {
                return start(options, directory, servers, arguments);
            } catch (RuntimeException e) {
                servers.close();
                throw e;
            }
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static DemoInstance start(
            DemoOptions options, DataDirectory directory, DemoServers servers, String[] arguments) {
        SpringApplication application = new SpringApplication(Instance.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setAdditionalProfiles(PROFILE);
        // Only after everything in it has stopped may the servers go; whoever made them sees to that.
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> {
            var sources = context.getEnvironment().getPropertySources();
            sources.addFirst(new MapPropertySource("demo", properties(options, directory, servers)));
        });
        ConfigurableApplicationContext context = application.run(arguments);
        DemoInstance instance = new DemoInstance(directory, servers, context);
        instance.endpoints().write(directory.endpoints());
        if (options.data()) {
            DemoData.fillIfEmpty(instance);
        }
        return instance;
    }

    private static Map<String, Object> properties(DemoOptions options, DataDirectory directory, DemoServers servers) {
        Map<String, Object> properties = new HashMap<>(options.properties());
        properties.put("docket.kafka.bootstrap-servers", servers.bootstrapServers());
        properties.put("docket.database.url", servers.jdbcUrl());
        properties.put("docket.database.user", "docket");
        properties.put("docket.database.password", servers.appPassword());
        properties.put("docket.reporting.database.url", servers.jdbcUrl());
        properties.put("docket.reporting.database.user", "platform_reporter");
        properties.put("docket.reporting.database.password", DemoServers.PASSWORD);
        properties.put("docket.keys.dir", directory.keys().toString());
        properties.put("docket.migrate", false);
        properties.put("server.port", options.ports().http());
        return properties;
    }

    public Endpoints endpoints() {
        return new Endpoints(
                "http://127.0.0.1:" + httpPort(),
                servers.bootstrapServers(),
                new Endpoints.Database(
                        servers.jdbcUrl(),
                        "docket",
                        new Passwords(directory.passwords()).appFile().toString()),
                new Endpoints.Reporting(
                        servers.jdbcUrl(),
                        ReportingLogin.demo(DemoServers.PASSWORD).stream()
                                .map(ReportingLogin::login)
                                .toList()),
                directory.keys().toString(),
                ProcessHandle.current().pid());
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /// For tests and drills that stop and start it.
    public PostgresServer postgres() {
        return servers.postgres();
    }

    /// For tests and drills.
    public KafkaBroker kafka() {
        return servers.kafka();
    }

    private int httpPort() {
        if (context instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            return web.getWebServer().getPort();
        }
        throw new IllegalStateException("Expected a web server, but there is none");
    }

    /// HTTP first, then the processor, then the connections, the broker, the database.
    @Override
    public void close() {
        try (directory;
                servers) {
            context.close();
            Files.deleteIfExists(directory.endpoints());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
