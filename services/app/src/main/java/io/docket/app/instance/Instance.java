package io.docket.app.instance;

import io.docket.domain.Lifecycles;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// An instance of Docket: what every role needs, and the roles' own parts.
///
/// Stops in the reverse order of its parts: HTTP lets its requests finish, then the processor its batch, then the
/// connections go.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
@EnableConfigurationProperties(InstanceProperties.class)
@Import({StoreParts.class, ProcessorParts.class, HealthParts.class, WebParts.class})
public class Instance {

    /// The process's clock: every decision that reads the wall clock reads it here, so that it can be set wrong. Waits
    /// and intervals go by `nanoTime`, and what is recorded by the database's clock.
    @Bean
    InstantSource time() {
        return InstantSource.system();
    }

    @Bean
    Lifecycles lifecycles(InstanceProperties properties) {
        return LifecycleCompiler.compileAll(properties.flowVersions());
    }

    @Bean
    Admin admin(InstanceProperties properties) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                properties.kafka().bootstrapServers(),
                AdminClientConfig.CLIENT_ID_CONFIG,
                "docket-admin"));
    }
}
