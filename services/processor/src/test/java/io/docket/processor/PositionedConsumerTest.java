package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The client moves on when it hands out records, whatever becomes of them.
class PositionedConsumerTest {
    private static final Duration POLL_MAX = Duration.ofMillis(100);

    private static final int POLLS_MAX = 300;

    @ParameterizedTest
    @EnumSource(RebalanceProtocol.class)
    void records_that_were_given_to_nobody_are_given_again(RebalanceProtocol protocol) throws SQLException {
        Site site = Site.shared();
        List<Coordinates> commands = site.produce(Order.next().untilReceipt());
        try (PositionedConsumer consumer = consumer(site, protocol)) {
            pollUntilGiven(consumer, commands);

            pollUntilGiven(consumer, commands);
        }
    }

    @ParameterizedTest
    @EnumSource(RebalanceProtocol.class)
    void a_poll_that_fails_after_the_client_has_moved_on_loses_nothing(RebalanceProtocol protocol) throws SQLException {
        Site site = Site.shared();
        List<Coordinates> commands = site.produce(Order.next().untilReceipt());
        try (PositionedConsumer consumer = consumer(site, protocol)) {
            FailingInterceptor.failures = 1;
            assertThatThrownBy(() -> pollUntilGiven(consumer, commands)).hasCauseInstanceOf(LinkageError.class);

            pollUntilGiven(consumer, commands);
        }
    }

    private static PositionedConsumer consumer(Site site, RebalanceProtocol protocol) throws SQLException {
        Map<String, Object> config = new HashMap<>(CommandProcessor.consumerConfig(
                site.options().withGroupId("positioned-" + UUID.randomUUID()).withRebalance(protocol)));
        config.put("interceptor.classes", List.of(FailingInterceptor.class));
        LayoutWatch layout = new LayoutWatch(site.database().app(), site.topics(), Duration.ofSeconds(1));
        layout.check();
        Backoff backoff = new Backoff(POLL_MAX, POLL_MAX, new CountDownLatch(1));
        PositionedConsumer consumer = new PositionedConsumer(config, new FromTheBeginning(), layout, backoff);
        consumer.subscribe(List.of(AggregateType.SUPERVISION.commandTopic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.assigned(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                consumer.revoked(partitions);
            }
        });
        return consumer;
    }

    private static void pollUntilGiven(PositionedConsumer consumer, List<Coordinates> commands) {
        Set<Coordinates> missing = new HashSet<>(commands);
        for (int poll = 0; poll < POLLS_MAX && !missing.isEmpty(); poll++) {
            consumer.poll(POLL_MAX)
                    .forEach(record -> missing.remove(
                            new Coordinates(AggregateType.SUPERVISION, 1, record.partition(), record.offset())));
        }
        assertThat(missing).isEmpty();
    }

    /// Fails when records are handed out, as the client does when its state changes at that moment. An error, for it
    /// swallows exceptions of interceptors.
    public static final class FailingInterceptor implements ConsumerInterceptor<byte[], byte[]> {
        private static int failures;

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (!records.isEmpty() && failures > 0) {
                failures--;
                throw new LinkageError("Handing out fails once");
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Nothing is committed to Kafka.
        }

        @Override
        public void close() {
            // It holds nothing.
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // It needs nothing.
        }
    }
}
