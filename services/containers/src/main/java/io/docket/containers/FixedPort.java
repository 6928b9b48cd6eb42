package io.docket.containers;

import io.docket.embedded.FreePorts;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// A container behind a port of this machine that stays the same when it is stopped and started again, with its data.
final class FixedPort extends GenericContainer<FixedPort> {
    private final int port = FreePorts.next();

    /// @param inner the port in the container
    FixedPort(String image, int inner) {
        super(DockerImageName.parse(image));
        withExposedPorts(inner);
        setPortBindings(List.of("127.0.0.1:" + port + ":" + inner));
    }

    int port() {
        return port;
    }

    /// As a crash would.
    void killIt() {
        getDockerClient().killContainerCmd(getContainerId()).exec();
    }

    void stopIt() {
        getDockerClient().stopContainerCmd(getContainerId()).exec();
    }

    /// Without Testcontainers' own start, which would make a new container.
    void startIt() {
        getDockerClient().startContainerCmd(getContainerId()).exec();
        waitUntilContainerStarted();
    }

    boolean runs() {
        return Boolean.TRUE.equals(getDockerClient()
                .inspectContainerCmd(getContainerId())
                .exec()
                .getState()
                .getRunning());
    }
}
