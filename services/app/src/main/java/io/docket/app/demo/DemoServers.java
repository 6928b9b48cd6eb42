package io.docket.app.demo;

import io.docket.embedded.KafkaBroker;
import io.docket.embedded.KafkaOptions;
import io.docket.embedded.PostgresOptions;
import io.docket.embedded.PostgresServer;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.ReportingLogin;
import io.docket.store.RolePasswords;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The broker and the database of a demo, with the schema and its logins.
final class DemoServers implements AutoCloseable {

    /// Of everybody in a demo.
    static final String PASSWORD = "demo";

    private static final Duration POSTGRES_START_MAX = Duration.ofSeconds(60);

    private final KafkaBroker kafka;
    private final PostgresServer postgres;
    private final String appPassword;

    private DemoServers(KafkaBroker kafka, PostgresServer postgres, String appPassword) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.appPassword = appPassword;
    }

    /// Both at once: each is busy waiting for the disk most of the time.
    static DemoServers start(DataDirectory directory, DemoPorts ports) {
        CompletableFuture<KafkaBroker> broker = CompletableFuture.supplyAsync(
                () -> KafkaBroker.start(new KafkaOptions(directory.kafka(), ports.kafka(), Map.of())),
                task -> Thread.ofPlatform().name("docket-demo-kafka").start(task));
        PostgresServer postgres = null;
        try {
            postgres = PostgresServer.start(
                    new PostgresOptions(directory.postgres(), ports.postgres(), POSTGRES_START_MAX));
            RolePasswords passwords = new Passwords(directory.passwords()).ofRoles();
            prepare(postgres, passwords);
            return new DemoServers(broker.join(), postgres, passwords.app());
        } catch (RuntimeException e) {
            if (postgres != null) {
                postgres.close();
            }
            broker.handle((started, _) -> {
                        if (started != null) {
                            started.close();
                        }
                        return true;
                    })
                    .join();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void prepare(PostgresServer postgres, RolePasswords passwords) {
        try (DocketDatabase maintenance = superuser(postgres, "postgres")) {
            Migrations.prepareRoles(maintenance.dataSource(), passwords);
        }
        DatabaseOptions owner = new DatabaseOptions(
                postgres.jdbcUrl(Migrations.DATABASE), "docket_owner", passwords.owner(), 2, "docket-migration");
        try (DocketDatabase database = DocketDatabase.open(owner)) {
            Migrations.migrate(database.dataSource());
        }
        try (DocketDatabase database = superuser(postgres, Migrations.DATABASE)) {
            Migrations.createReportingLogins(database.dataSource(), ReportingLogin.demo(PASSWORD));
        }
    }

    private static DocketDatabase superuser(PostgresServer postgres, String database) {
        return DocketDatabase.open(new DatabaseOptions(
                postgres.jdbcUrl(database), postgres.superuser(), postgres.superuserPassword(), 1, "docket-setup"));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String jdbcUrl() {
        return postgres.jdbcUrl(Migrations.DATABASE);
    }

    String appPassword() {
        return appPassword;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    PostgresServer postgres() {
        return postgres;
    }

    /// The broker first: it is asked nothing by the database.
    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            postgres.close();
        }
    }
}
