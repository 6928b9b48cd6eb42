package io.docket.bench;

import io.docket.embedded.PostgresOptions;
import io.docket.embedded.PostgresServer;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.Migrations;
import io.docket.store.RolePasswords;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/// A durable Postgres, and a broker in a JVM of its own, both on this machine and on free ports.
final class Infrastructure implements AutoCloseable {
    private static final long BROKER_STOP_SECONDS_MAX = 20;

    private final PostgresServer postgres;
    private final Process broker;
    private final String bootstrapServers;

    private Infrastructure(PostgresServer postgres, Process broker, String bootstrapServers) {
        this.postgres = postgres;
        this.broker = broker;
        this.bootstrapServers = bootstrapServers;
    }

    static Infrastructure start(Path directory) throws IOException {
        PostgresServer postgres =
                PostgresServer.start(new PostgresOptions(directory.resolve("postgres"), 0, Duration.ofSeconds(60)));
        Path kafka = Files.createDirectories(directory.resolve("kafka"));
        Process broker = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        kafka.toString()))
                .redirectError(directory.resolve("broker.log").toFile())
                .start();
        BufferedReader out = broker.inputReader(StandardCharsets.UTF_8);
        String address = out.readLine();
        if (address == null) {
            throw new IOException("The broker did not start: " + Files.readString(directory.resolve("broker.log")));
        }
        return new Infrastructure(postgres, broker, address);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    ProcessHandle brokerProcess() {
        return broker.toHandle();
    }

    long postgresPid() {
        return postgres.pid();
    }

    /// Migrated and durable, logged in as the processor.
    DocketDatabase database() {
        RolePasswords passwords = new RolePasswords("bench-owner", "bench-app");
        Migrations.prepareRoles(source("postgres", postgres.superuser(), postgres.superuserPassword()), passwords);
        Migrations.migrate(source(Migrations.DATABASE, "docket_owner", passwords.owner()));
        DocketDatabase database = DocketDatabase.open(new DatabaseOptions(
                postgres.jdbcUrl(Migrations.DATABASE), "docket", passwords.app(), 12, "docket-bench"));
        database.requireDurable();
        Migrations.makeMonths(database.dataSource(), LocalDate.now(ZoneOffset.UTC));
        return database;
    }

    private PGSimpleDataSource source(String name, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl(name));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Override
    public void close() {
        try {
            broker.getOutputStream().close();
            if (!broker.waitFor(BROKER_STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        } catch (IOException e) {
            broker.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broker.destroyForcibly();
        }
        postgres.close();
    }
}
