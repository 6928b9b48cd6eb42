package io.docket.processor;

import io.docket.store.batch.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// What one poll brought, in the order in which it is decided: partition by partition, each in log order.
final class Poll {
    private final PositionedConsumer consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records;
    private final Set<TopicPartition> touched;
    private final Map<TopicPartition, LogPosition> ends = new HashMap<>();
    private final Set<TopicPartition> waiting = new HashSet<>();

    Poll(ConsumerRecords<byte[], byte[]> polled, PositionedConsumer consumer) {
        this.consumer = consumer;
        this.records = new ArrayList<>(polled.count());
        this.touched = polled.nextOffsets().keySet();
        consumer.positionsAfter(polled).forEach(end -> ends.put(partition(end), end));
        polled.partitions().forEach(partition -> add(partition, polled.records(partition)));
    }

    private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled) {
        for (int i = 0; i < polled.size(); i++) {
            if (consumer.mustWait(partition, polled.get(i).offset())) {
                waiting.add(partition);
                ends.remove(partition);
                if (i > 0) {
                    ConsumerRecord<byte[], byte[]> last = polled.get(i - 1);
                    ends.put(
                            partition,
                            consumer.after(
                                    partition,
                                    polled.get(i).offset(),
                                    last.leaderEpoch().orElse(null),
                                    Incoming.recordTime(last)));
                }
                return;
            }
            records.add(polled.get(i));
        }
    }

    /// Partitions whose further records are not decided yet: they are polled again later.
    Set<TopicPartition> waiting() {
        return waiting;
    }

    int size() {
        return records.size();
    }

    ConsumerRecord<byte[], byte[]> record(int index) {
        return records.get(index);
    }

    PositionedConsumer consumer() {
        return consumer;
    }

    /// Partitions that it moved on, with or without records.
    Set<TopicPartition> touched() {
        return touched;
    }

    /// The end of the longest part that has at most so many bytes, or one record.
    int partEnd(int from, long bytesMax) {
        long bytes = sizeOf(records.get(from));
        int to = from + 1;
        while (to < records.size()) {
            bytes += sizeOf(records.get(to));
            if (bytes > bytesMax) {
                return to;
            }
            to++;
        }
        return to;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte[]> record) {
        long bytes = (long) record.serializedKeySize() + record.serializedValueSize();
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /// Where the partitions of a part stand after it: for a part that ends within a partition the offset of the first
    /// record left out, never "last offset + 1".
    List<LogPosition> reached(int from, int to) {
        Map<TopicPartition, LogPosition> reached = new HashMap<>();
        for (int i = from; i < to; i++) {
            boolean lastOfPart = i + 1 == to;
            boolean followed = i + 1 < records.size() && samePartition(i, i + 1);
            if (lastOfPart || !followed) {
                LogPosition end = followed ? before(i + 1) : end(i);
                reached.put(partition(end), end);
            }
        }
        if (to == records.size()) {
            ends.forEach(reached::putIfAbsent);
        }
        return List.copyOf(reached.values());
    }

    private LogPosition before(int next) {
        ConsumerRecord<byte[], byte[]> last = records.get(next - 1);
        return consumer.after(
                partition(last),
                records.get(next).offset(),
                last.leaderEpoch().orElse(null),
                Incoming.recordTime(last));
    }

    private LogPosition end(int index) {
        ConsumerRecord<byte[], byte[]> last = records.get(index);
        Instant recordTime = Incoming.recordTime(last);
        LogPosition end = ends.get(partition(last));
        if (end == null) {
            throw new BatchListener.ProgressMoved(partition(last) + " has no position");
        }
        return consumer.after(partition(last), end.nextOffset(), end.leaderEpoch(), recordTime);
    }

    private boolean samePartition(int one, int other) {
        return partition(records.get(one)).equals(partition(records.get(other)));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    static TopicPartition partition(LogPosition position) {
        return new TopicPartition(position.type().commandTopic(), position.partition());
    }
}
