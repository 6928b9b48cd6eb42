package io.docket.processor;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/// A processor that is gone without a word (killed, or stopped before the broker had answered its first request to
/// join)
/// keeps its partitions until its session ends: 10 s, which is within a test's patience where Kafka's default is not.
@OwnSite
class VanishedMemberTest {
    @Test
    void what_vanished_holds_up_its_partitions_no_longer_than_its_session() {
        try (Site site = Site.start()) {
            ProcessorOptions options;
            try (RunningProcessor running = site.processor()) {
                site.awaitDecided();
                options = running.options();
            }
            vanishAfterJoining(options);
            site.produce(Order.next().untilReceipt());

            try (RunningProcessor _ = site.processor()) {
                site.awaitDecided();
            }
        }
    }

    private static void vanishAfterJoining(ProcessorOptions options) {
        KafkaConsumer<byte[], byte[]> vanishing = new KafkaConsumer<>(
                CommandProcessor.consumerConfig(options), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        vanishing.subscribe(List.of("docket.supervision-commands.v1"));
        Await.until("it is about to fetch, so it has partitions", () -> {
            try {
                vanishing.poll(Duration.ofMillis(100));
                return false;
            } catch (NoOffsetForPartitionException _) {
                return true;
            }
        });
        vanishing.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
    }
}
