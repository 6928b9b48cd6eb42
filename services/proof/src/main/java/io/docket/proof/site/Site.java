package io.docket.proof.site;

import io.docket.app.demo.Endpoints;
import io.docket.domain.AggregateType;
import io.docket.embedded.FreePorts;
import io.docket.processor.TopicOptions;
import io.docket.processor.Topics;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// Docket scaled out on one machine: two processors, a gateway, a broker, a database, every one a process of its own.
public final class Site implements AutoCloseable {
    /// Of every topic.
    public static final int PARTITIONS = 4;

    /// The consumer group of the processors.
    public static final String GROUP = "docket-processor";

    private static final String GATEWAY = "gateway";
    private static final int CONSUMERS_EACH = 2;
    private static final Duration SETTLED_MAX = Duration.ofMinutes(3);
    private static final List<String> PROCESSORS = List.of("processor-1", "processor-2");
    private static final TopicOptions TOPICS = new TopicOptions(PARTITIONS, (short) 1, Duration.ofDays(45));

    private final Path directory;
    private final Path logs;
    private final Broker broker;
    private final Database database;
    private final Admin admin;
    private final List<DocketInstance> processors = new ArrayList<>();
    private @Nullable DocketInstance gateway;
    private String databaseName = Migrations.DATABASE;
    private @Nullable DocketDatabase app;

    private Site(Path directory, Path logs, Broker broker, Database database) {
        this.directory = directory;
        this.logs = logs;
        this.broker = broker;
        this.database = database;
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    }

    /// A broker and an empty database; no instance yet.
    ///
    /// @param logs where every process's log goes
    public static Site start(Path directory, Path logs) {
        try {
            Files.createDirectories(logs);
            List<String> clients = new ArrayList<>(PROCESSORS);
            clients.add(GATEWAY);
            Path kafka = Files.createDirectories(directory.resolve("kafka"));
            Broker broker = new Broker(kafka, logs.resolve("broker.log"), clients);
            CompletableFuture<Database> database =
                    CompletableFuture.supplyAsync(() -> Database.start(directory.resolve("postgres")));
            CodeKeys.open(directory.resolve("keys"), true);
            broker.awaitReady();
            return new Site(directory, logs, broker, database.join());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for a site", e);
        }
    }

    private void pinTopics() {
        try (Connection connection = app().connection()) {
            topics().prepare(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The topics cannot be pinned", e);
        }
    }

    /// Both processors and the gateway; returns when they take commands.
    public void startInstances() {
        pinTopics();
        PROCESSORS.forEach(name -> processors.add(instance(name, List.of())));
        gateway = instance(GATEWAY, List.of());
        processors.forEach(DocketInstance::awaitReady);
        gateway().awaitReady();
    }

    /// One processor, or the second.
    ///
    /// @param jvmOptions `-javaagent:…`, say
    public DocketInstance startProcessor(List<String> jvmOptions) {
        DocketInstance instance = instance(PROCESSORS.get(processors.size()), jvmOptions);
        processors.add(instance);
        return instance;
    }

    private DocketInstance instance(String name, List<String> jvmOptions) {
        int port = FreePorts.next();
        TcpProxy kafka = broker.proxy(name);
        TcpProxy postgres = TcpProxy.to(database.port());
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.profiles.active", "demo");
        properties.put("spring.main.sources", JumpingClock.class.getName());
        properties.put("server.port", Integer.toString(port));
        properties.put("docket.roles", name.equals(GATEWAY) ? "gateway,reporting" : "processor");
        properties.put("docket.topics.partitions", Integer.toString(PARTITIONS));
        properties.put("docket.kafka.bootstrap-servers", "127.0.0.1:" + kafka.port());
        properties.put("docket.database.url", "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + databaseName);
        properties.put("docket.database.password", Database.PASSWORD);
        properties.put("docket.reporting.database.password", Database.PASSWORD);
        properties.put("docket.keys.dir", directory.resolve("keys").toString());
        properties.put("docket.keys.generate", "false");
        return new DocketInstance(name, logs.resolve(name + ".log"), port, kafka, postgres, properties, jvmOptions);
    }

    /// Ends all instances, and takes a new, empty database and new, empty topics: the next start knows nothing of
    /// what was.
    public void empty(String name) {
        processors.forEach(DocketInstance::close);
        processors.clear();
        if (app != null) {
            app.close();
            app = null;
        }
        database.copyEmpty(name);
        databaseName = name;
        deleteTopics();
        dismissMembers();
        pinTopics();
    }

    private void deleteTopics() {
        List<String> names = new ArrayList<>();
        for (AggregateType type : AggregateType.ofTopics()) {
            names.add(type.commandTopic());
            names.add(type.eventTopic());
        }
        try {
            names.retainAll(admin.listTopics().names().get());
            admin.deleteTopics(names).all().get();
            Await.until(
                    Duration.ofMinutes(1),
                    () -> "the topics are gone",
                    () -> admin.listTopics().names().get().stream().noneMatch(names::contains));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics cannot be deleted", e);
        }
    }

    /// Ends the membership of every processor at once, alive or not; those that live come back.
    public void dismissMembers() {
        new Members(admin).dismissAll();
    }

    /// Waits until every consumer of every processor has partitions.
    public void awaitSettled() {
        int consumers = CONSUMERS_EACH * processors.size();
        Await.until(
                SETTLED_MAX,
                () -> consumers + " consumers have partitions; see " + logs,
                () -> new Members(admin).areSettled(consumers));
    }

    public Topics topics() {
        return new Topics(admin, TOPICS);
    }

    public Admin admin() {
        return admin;
    }

    public Broker broker() {
        return broker;
    }

    public Database database() {
        return database;
    }

    /// Which of the server's databases this site works on.
    public String databaseName() {
        return databaseName;
    }

    /// Not through a proxy.
    public DocketDatabase app() {
        if (app == null) {
            app = database.app(databaseName);
        }
        return app;
    }

    public List<DocketInstance> processors() {
        return List.copyOf(processors);
    }

    public DocketInstance gateway() {
        return Objects.requireNonNull(gateway, "the gateway is not started");
    }

    public Path logs() {
        return logs;
    }

    /// What operators' commands go by.
    public Endpoints endpoints() {
        try {
            Path password = directory.resolve("app.password");
            Files.writeString(password, Database.PASSWORD);
            String url = "jdbc:postgresql://127.0.0.1:" + database.port() + "/" + databaseName;
            return new Endpoints(
                    gateway().address().toString(),
                    broker.address(),
                    new Endpoints.Database(url, "docket", password.toString()),
                    new Endpoints.Reporting(url, List.of()),
                    directory.resolve("keys").toString(),
                    ProcessHandle.current().pid());
        } catch (IOException e) {
            throw new UncheckedIOException("The endpoints cannot be told", e);
        }
    }

    /// Where they are kept.
    public Path endpointsFile() {
        return directory.resolve(Endpoints.FILE);
    }

    /// Everything ends at once.
    @Override
    public void close() {
        processors.forEach(DocketInstance::close);
        if (gateway != null) {
            gateway.close();
        }
        if (app != null) {
            app.close();
        }
        admin.close(Duration.ZERO);
        broker.close();
        database.close();
    }
}
