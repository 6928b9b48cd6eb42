package io.docket.containers;

import io.docket.embedded.Postgres;
import java.util.UUID;
import org.testcontainers.containers.wait.strategy.Wait;

/// PostgreSQL in a container: durable, as the image has it, and in UTC.
final class ContainerPostgres implements Postgres {
    static final String IMAGE = "postgres:18";
    private static final int PORT = 5432;
    private static final String SUPERUSER = "postgres";

    private final FixedPort container;
    private final String password;

    private ContainerPostgres(FixedPort container, String password) {
        this.container = container;
        this.password = password;
    }

    static ContainerPostgres start() {
        String password = UUID.randomUUID().toString();
        FixedPort container = new FixedPort(IMAGE, PORT)
                .withEnv("POSTGRES_PASSWORD", password)
                .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C --auth=scram-sha-256")
                .withCommand("postgres", "-c", "timezone=UTC", "-c", "max_connections=100", "-c", "jit=off")
                // Once the port listens: the image starts a server for itself first, on a socket only.
                .waitingFor(Wait.forListeningPort());
        container.start();
        return new ContainerPostgres(container, password);
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + container.port() + "/" + database;
    }

    @Override
    public String superuser() {
        return SUPERUSER;
    }

    @Override
    public String superuserPassword() {
        return password;
    }

    @Override
    public void stopImmediately() {
        container.killIt();
    }

    @Override
    public void restart() {
        if (container.runs()) {
            container.stopIt();
        }
        container.startIt();
    }

    @Override
    public void close() {
        container.close();
    }
}
