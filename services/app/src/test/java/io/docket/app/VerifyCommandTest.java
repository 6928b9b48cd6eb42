package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.demo.Endpoints;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The demo's states are the fold of their events, while it runs.
class VerifyCommandTest {
    private final RunningDocket docket = RunningDocket.shared();

    @Test
    void the_demo_is_what_its_log_says() {
        Path endpoints = Path.of(docket.endpoints().keysDir()).resolveSibling(Endpoints.FILE);

        assertThat(Docket.run(new String[] {"verify", "--endpoints=" + endpoints}))
                .isZero();
    }
}
