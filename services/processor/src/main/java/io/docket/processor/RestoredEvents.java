package io.docket.processor;

import io.docket.contracts.EventDecoder;
import io.docket.contracts.OutgoingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events that are ahead of a command partition, read along with its commands: only what the batch at hand needs,
/// and the page that brought it, is in memory.
///
/// The events of a command appear for the first time in log order, whatever is published a second time in between, so
/// reading may stop where a later command's appear.
final class RestoredEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredEvents.class);
    private static final Duration PAGE_WAIT = Duration.ofMillis(200);
    private static final Duration STALL_MAX = Duration.ofSeconds(10);
    /// A batch has fewer; more of them would mean that the topic is not in the order of the commands.
    private static final int WINDOW_MAX = 200_000;

    private final PublishedAhead ahead;
    private final KafkaConsumer<byte[], byte[]> reader;
    private final TreeMap<Long, TreeMap<Integer, OutgoingEvent>> window = new TreeMap<>();
    private final Map<Integer, Long> seen = new HashMap<>();
    private int windowed;
    private long forgottenBefore;

    RestoredEvents(PublishedAhead ahead, KafkaConsumer<byte[], byte[]> reader) {
        this.ahead = ahead;
        this.reader = reader;
        List<TopicPartition> partitions =
                ahead.spans().keySet().stream().map(this::events).toList();
        reader.assign(partitions);
        ahead.spans().forEach((partition, span) -> {
            reader.seek(events(partition), span.start());
            seen.put(partition, -1L);
        });
    }

    private TopicPartition events(int partition) {
        return new TopicPartition(ahead.type().eventTopic(), partition);
    }

    PublishedAhead ahead() {
        return ahead;
    }

    /// Reads on until it has the events of all commands before an offset.
    void readTo(long beforeOffset) {
        Set<TopicPartition> unread = unread(beforeOffset);
        long movedNanos = System.nanoTime();
        while (!unread.isEmpty()) {
            reader.pause(reader.assignment());
            reader.resume(unread);
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(PAGE_WAIT)) {
                movedNanos = System.nanoTime();
                add(record);
            }
            if (windowed > WINDOW_MAX) {
                throw new IllegalStateException("Expected at most " + WINDOW_MAX + " events before " + beforeOffset
                        + " of " + ahead.commands() + ", but there are more");
            }
            if (System.nanoTime() - movedNanos > STALL_MAX.toNanos()) {
                throw new IllegalStateException(
                        "Expected to read " + unread + " on, but for " + STALL_MAX.toSeconds() + " s nothing came");
            }
            unread = unread(beforeOffset);
        }
    }

    private Set<TopicPartition> unread(long beforeOffset) {
        Set<TopicPartition> unread = new HashSet<>();
        ahead.spans().forEach((partition, span) -> {
            boolean enough = seen.getOrDefault(partition, -1L) >= beforeOffset;
            if (!enough && reader.position(events(partition)) < span.end()) {
                unread.add(events(partition));
            }
        });
        return unread;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        OutgoingEvent event = EventDecoder.decode(ahead.type(), record);
        if (event == null) {
            LOG.warn("{}-{} at {} is no event of Docket's", record.topic(), record.partition(), record.offset());
            return;
        }
        if (event.command().generation() != ahead.generation()
                || event.command().partition() != ahead.partition()
                || event.command().offset() < forgottenBefore) {
            return;
        }
        long offset = event.command().offset();
        seen.merge(record.partition(), offset, Math::max);
        OutgoingEvent known =
                window.computeIfAbsent(offset, _ -> new TreeMap<>()).putIfAbsent(event.index(), event);
        if (known == null) {
            windowed++;
        } else if (!known.equals(event)) {
            throw new Diverged(
                    event.command(), "the events topic has " + event.id() + " twice, with different content");
        }
    }

    /// The events of a command, in their order; empty: there are none.
    List<OutgoingEvent> of(long offset) {
        TreeMap<Integer, OutgoingEvent> events = window.get(offset);
        return events == null ? List.of() : new ArrayList<>(events.values());
    }

    /// Commands before an offset are committed: their events are needed no more.
    void forget(long beforeOffset) {
        forgottenBefore = Math.max(forgottenBefore, beforeOffset);
        Map<Long, TreeMap<Integer, OutgoingEvent>> gone = window.headMap(beforeOffset);
        gone.values().forEach(events -> windowed -= events.size());
        gone.clear();
    }

    @Override
    public void close() {
        reader.close();
    }
}
