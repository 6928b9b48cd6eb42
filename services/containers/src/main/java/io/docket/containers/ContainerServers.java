package io.docket.containers;

import io.docket.embedded.Kafka;
import io.docket.embedded.Postgres;
import io.docket.embedded.Servers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/// Servers in containers, where a Docker engine answers. Found by the service loader.
public final class ContainerServers implements Servers {

    @Override
    public Postgres postgres(Path directory) {
        return ContainerPostgres.start();
    }

    @Override
    public Kafka kafka(Path directory) {
        return ContainerKafka.start();
    }

    @Override
    public String description() {
        return "containers of " + ContainerKafka.IMAGE + " and " + ContainerPostgres.IMAGE;
    }

    @Override
    public @Nullable String hindrance() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? null
                : "no Docker engine answers; start one, or point DOCKER_HOST at it";
    }
}
