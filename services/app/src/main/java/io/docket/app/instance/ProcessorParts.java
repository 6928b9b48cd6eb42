package io.docket.app.instance;

import io.docket.domain.Lifecycles;
import io.docket.processor.CommandProcessor;
import io.docket.processor.ProcessorOptions;
import io.docket.processor.TopicOptions;
import io.docket.processor.Topics;
import io.docket.store.DocketDatabase;
import io.docket.store.progress.ProgressBoard;
import io.docket.store.vault.CodeKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The role `processor`.
@Configuration(proxyBeanMethods = false)
@ForRole(InstanceRole.PROCESSOR)
class ProcessorParts {

    @Bean
    TopicOptions topicOptions(InstanceProperties properties) {
        InstanceProperties.Topics topics = properties.topics();
        return new TopicOptions(topics.partitions(), topics.replicationFactor(), topics.retentionMin());
    }

    /// Created once the topics are there and pinned. Started and closed by its [ProcessorRun].
    @Bean(destroyMethod = "")
    CommandProcessor commandProcessor(
            InstanceProperties properties,
            TopicOptions topicOptions,
            DocketDatabase database,
            Lifecycles lifecycles,
            CodeKeys keys,
            ProgressBoard board,
            Admin admin,
            MeterRegistry registry,
            InstantSource time)
            throws SQLException {
        try (Connection connection = database.connection()) {
            new Topics(admin, topicOptions).prepare(connection);
        }
        ProcessorOptions options = ProcessorOptions.defaults(properties.kafka().bootstrapServers())
                .withAcceptClearCodes(properties.codes().acceptClear())
                .withConcurrency(properties.processor().concurrency())
                .withRebalance(properties.processor().rebalance())
                .withClock(properties.clock().enabled());
        return new CommandProcessor(options, topicOptions, database, lifecycles, keys, board, admin, registry, time);
    }

    @Bean
    ProcessorRun processorRun(CommandProcessor processor) {
        return new ProcessorRun(processor);
    }
}
