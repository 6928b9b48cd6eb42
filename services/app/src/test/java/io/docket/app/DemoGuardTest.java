package io.docket.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.app.instance.DemoGuard;
import io.docket.app.instance.RefusedStartException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/// The demo's passwords are known to everybody: it stays on its machine.
class DemoGuardTest {

    private static void start(String profile, String... properties) {
        Map<String, Object> values = new HashMap<>();
        values.put("server.address", "127.0.0.1");
        values.put("docket.http.allowed-hosts", "localhost,127.0.0.1");
        for (int at = 0; at < properties.length; at += 2) {
            values.put(properties[at], properties[at + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.setActiveProfiles(profile);
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new DemoGuard().initialize(context);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "", "no-such-host.invalid"})
    void the_demo_listens_on_loopback_only(String address) {
        assertThatThrownBy(() -> start("demo", "server.address", address))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("server.address")
                .hasMessageContaining("loopback");
    }

    @Test
    void nor_does_its_management_listen_elsewhere() {
        assertThatThrownBy(
                        () -> start("demo", "management.server.port", "8081", "management.server.address", "0.0.0.0"))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("management.server.address");
    }

    @Test
    void it_answers_to_its_own_names_only() {
        assertThatThrownBy(() -> start("demo", "docket.http.allowed-hosts", ""))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("docket.http.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void on_loopback_it_starts(String address) {
        assertThatCode(() -> start("demo", "server.address", address)).doesNotThrowAnyException();
    }

    @Test
    void an_instance_with_users_of_its_own_may_be_reachable() {
        assertThatCode(() -> start("serve", "server.address", "0.0.0.0")).doesNotThrowAnyException();
    }
}
