package io.docket.processor;

import io.docket.domain.AggregateType;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/// Where the partitions of the topics begin and end, by partition.
final class TopicOffsets {
    private final Admin admin;

    TopicOffsets(Admin admin) {
        this.admin = admin;
    }

    /// From where to where the partitions of a command topic have records.
    record Span(Map<Integer, Long> starts, Map<Integer, Long> ends) {
        static final Span EMPTY = new Span(Map.of(), Map.of());
    }

    Span span(AggregateType type, int partitions) {
        return new Span(starts(type, partitions), ends(type, partitions));
    }

    /// Of a command topic.
    Map<Integer, Long> ends(AggregateType type, int partitions) {
        return of(type.commandTopic(), partitions, OffsetSpec.latest(), new ListOffsetsOptions());
    }

    /// The first that a command topic still has.
    Map<Integer, Long> starts(AggregateType type, int partitions) {
        return of(type.commandTopic(), partitions, OffsetSpec.earliest(), new ListOffsetsOptions());
    }

    /// Of an events topic.
    Map<Integer, Long> eventEnds(AggregateType type, int partitions, IsolationLevel isolation) {
        return of(type.eventTopic(), partitions, OffsetSpec.latest(), new ListOffsetsOptions(isolation));
    }

    private Map<Integer, Long> of(String topic, int partitions, OffsetSpec spec, ListOffsetsOptions how) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            wanted.put(new TopicPartition(topic, partition), spec);
        }
        Map<Integer, Long> offsets = new HashMap<>();
        Topics.await(admin.listOffsets(wanted, how).all())
                .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
        return offsets;
    }
}
