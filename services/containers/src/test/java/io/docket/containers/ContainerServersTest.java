package io.docket.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.embedded.Servers;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

/// What `-Pcontainers` puts on the class path is found, and knows whether it can have servers here.
class ContainerServersTest {

    @Test
    void it_is_found_and_says_why_it_has_none_where_no_engine_answers() {
        Servers servers = ServiceLoader.load(Servers.class).findFirst().orElseThrow();

        assertThat(servers).isInstanceOf(ContainerServers.class);
        if (DockerClientFactory.instance().isDockerAvailable()) {
            assertThat(servers.hindrance()).isNull();
        } else {
            assertThat(servers.hindrance()).contains("no Docker engine answers", "DOCKER_HOST");
        }
    }
}
