package io.docket.contracts;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Commands as records: CloudEvents in binary mode, placed by [Partitioning].
public final class CommandEncoder {
    private CommandEncoder() {}

    /// @param partitions of the aggregate's command topic
    public static ProducerRecord<byte[], byte[]> encode(OutgoingCommand command, int partitions) {
        return encode(command, partitions, null);
    }

    /// @param sentAt the record's timestamp, by the sender's clock; null: by the producer's
    public static ProducerRecord<byte[], byte[]> encode(
            OutgoingCommand command, int partitions, @Nullable Instant sentAt) {
        byte[] key = MessageHeaders.utf8(command.subject());
        Long expectedVersion = command.expectedVersion();
        MessageHeaders headers = new MessageHeaders()
                .with(Attribute.ID, command.id())
                .with(Attribute.TYPE, MessageType.of(command.type(), command.commandType()))
                .with(Attribute.SOURCE, command.source())
                .with(Attribute.SUBJECT, key)
                .with(Attribute.ACTOR, command.actor())
                .with(Attribute.SELLER, command.sellerId())
                .with(
                        Attribute.TIME,
                        command.time() == null ? null : command.time().toString())
                .with(Attribute.EXPECTEDVERSION, expectedVersion == null ? null : expectedVersion.toString())
                .with(Attribute.TRACEPARENT, command.traceparent());
        return new ProducerRecord<>(
                command.type().commandTopic(),
                Partitioning.partitionOf(key, partitions),
                sentAt == null ? null : sentAt.toEpochMilli(),
                key,
                command.data(),
                headers.all());
    }
}
