package io.docket.proof.mutant;

import io.docket.contracts.EventEncoder;
import io.docket.contracts.OutgoingEvent;
import io.docket.proof.site.Site;
import io.docket.store.batch.LoggedRow;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Of a mutated processor: tells the world what is not true yet.
public final class EarlyPublisher {
    /// Where the broker is.
    static final String BROKER = "proof.mutant.broker";

    private static final KafkaProducer<byte[], byte[]> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", System.getProperty(BROKER, ""), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private EarlyPublisher() {}

    /// Returns when they can be read.
    public static void publish(List<LoggedRow> rows) {
        for (LoggedRow row : rows) {
            OutgoingEvent event = new OutgoingEvent(
                    row.at(),
                    row.index(),
                    row.aggregateId(),
                    row.sellerId(),
                    row.sequence(),
                    row.eventType(),
                    row.actor(),
                    row.commandId(),
                    row.time(),
                    row.traceparent(),
                    row.data());
            var _ = PRODUCER.send(EventEncoder.encode(event, Site.PARTITIONS));
        }
        PRODUCER.flush();
    }
}
