package io.docket.contracts;

import io.docket.domain.AggregateType;
import io.docket.domain.product.ProductCommandType;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Events and refusals as records: CloudEvents in binary mode, placed by [Partitioning].
public final class EventEncoder {
    private static final byte[] SOURCE = MessageHeaders.utf8("/processor");

    private EventEncoder() {}

    /// A seller's and his products' events share coordinates and a topic; a product's id has a slash.
    private static AggregateType aggregate(OutgoingEvent event) {
        AggregateType topicOf = event.command().type();
        if (topicOf != AggregateType.PRODUCT || event.aggregateId().indexOf('/') >= 0) {
            return topicOf;
        }
        boolean toProduct = event.eventType().equals(OutgoingEvent.REFUSED)
                && ProductCommandType.ofWire(EventData.readRefusal(event.data()).command()) != null;
        return toProduct ? topicOf : AggregateType.SELLER;
    }

    /// @param partitions of the aggregate's event topic
    public static ProducerRecord<byte[], byte[]> encode(OutgoingEvent event, int partitions) {
        AggregateType aggregate = aggregate(event);
        byte[] key = MessageHeaders.utf8(event.aggregateId());
        MessageHeaders headers = new MessageHeaders()
                .with(Attribute.ID, event.id())
                .with(Attribute.TYPE, MessageType.of(aggregate, event.eventType()))
                .with(Attribute.SOURCE, SOURCE)
                .with(Attribute.SUBJECT, key)
                .with(Attribute.TIME, event.time().toString())
                .with(Attribute.ACTOR, event.actor())
                .with(Attribute.SELLER, event.sellerId())
                .with(Attribute.CAUSATIONID, event.commandId())
                .with(Attribute.SEQUENCE, Long.toString(event.sequence()))
                .with(Attribute.TRACEPARENT, event.traceparent());
        return new ProducerRecord<>(
                aggregate.eventTopic(),
                Partitioning.partitionOf(key, partitions),
                null,
                key,
                MessageHeaders.utf8(event.data()),
                headers.all());
    }
}
