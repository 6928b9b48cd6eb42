package io.docket.processor;

import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What lies on an events topic.
final class PublishedEvents {
    private PublishedEvents() {}

    /// One event as a consumer meets it.
    record Published(int partition, long offset, String key, Map<String, String> headers, String data) {
        String id() {
            return String.valueOf(headers.get("ce_id"));
        }

        /// `refund-requested`
        String name() {
            String type = String.valueOf(headers.get("ce_type"));
            return type.substring(type.indexOf('.', "io.docket.".length()) + 1, type.length() - ".v1".length());
        }

        long sequence() {
            return Long.parseLong(String.valueOf(headers.get("ce_sequence")));
        }
    }

    /// All of a topic up to its end now, in the order of its partitions.
    static List<Published> all(Site site, AggregateType type) {
        // What is read is there already; a consumer that closes waits for its last request.
        Map<String, Object> config =
                Map.of("bootstrap.servers", site.broker().bootstrapServers(), "fetch.max.wait.ms", 20);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(type.eventTopic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Published> all = new ArrayList<>();
            Await.until("all events are read", () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> all.add(published(found)));
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
            return all;
        }
    }

    static List<Published> of(Site site, Order order) {
        return all(site, AggregateType.SUPERVISION).stream()
                .filter(event -> event.key().equals(order.id()))
                .toList();
    }

    /// Without repeats, as a consumer sees them that drops what it has seen: publishing is at least once, as when a
    /// partition moves on while its events are on their way.
    static List<Published> firstAppearances(List<Published> events) {
        Set<String> seen = new HashSet<>();
        return events.stream().filter(event -> seen.add(event.id())).toList();
    }

    private static Published published(ConsumerRecord<String, String> found) {
        Map<String, String> headers = new HashMap<>();
        found.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return new Published(found.partition(), found.offset(), found.key(), headers, found.value());
    }
}
