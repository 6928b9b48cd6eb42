package io.docket.app.instance;

import io.docket.processor.CommandProcessor;
import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Whether the instance can do its work. Only readiness asks these: restarting an instance brings no database back.
@Configuration(proxyBeanMethods = false)
class HealthParts {
    private static final int ANSWER_SECONDS_MAX = 3;

    @Bean
    HealthIndicator databaseHealthIndicator(DocketDatabase database) {
        return () -> {
            try (Connection connection = database.connection()) {
                return connection.isValid(ANSWER_SECONDS_MAX)
                        ? Health.up().build()
                        : Health.down().build();
            } catch (SQLException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    HealthIndicator kafkaHealthIndicator(Admin admin) {
        return () -> {
            try {
                int nodes = admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_SECONDS_MAX * 1_000))
                        .nodes()
                        .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                        .size();
                return Health.up().withDetail("brokers", nodes).build();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Health.down(e).build();
            } catch (ExecutionException | TimeoutException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    @ForRole(InstanceRole.PROCESSOR)
    HealthIndicator processorHealthIndicator(CommandProcessor processor) {
        return () -> {
            int halted = processor.haltedTopics();
            Health.Builder health = processor.isRunning() && halted == 0 ? Health.up() : Health.down();
            return health.withDetail("haltedTopics", halted)
                    .withDetail("published", processor.isPublished())
                    .build();
        };
    }
}
