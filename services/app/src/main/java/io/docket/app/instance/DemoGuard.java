package io.docket.app.instance;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/// Keeps the profile `demo`, whose passwords everybody knows, on this machine.
public final class DemoGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!environment.acceptsProfiles(Profiles.of("demo"))) {
            return;
        }
        requireLoopback("server.address", environment.getProperty("server.address"));
        if (environment.containsProperty("management.server.port")) {
            requireLoopback("management.server.address", environment.getProperty("management.server.address"));
        }
        List<String> hosts = Binder.get(environment)
                .bind("docket.http.allowed-hosts", Bindable.listOf(String.class))
                .orElse(List.of());
        if (hosts.isEmpty()) {
            throw new RefusedStartException(
                    "the profile demo would answer to any host name",
                    "leave docket.http.allowed-hosts as it is, or run serve");
        }
    }

    private static void requireLoopback(String property, @Nullable String address) {
        if (address == null || !isLoopback(address)) {
            throw new RefusedStartException(
                    "the profile demo, whose passwords everybody knows, listens on loopback only, but " + property
                            + " is " + (address == null || address.isBlank() ? "not set" : address),
                    "leave it at 127.0.0.1, or run serve with users of your own");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
