package io.docket.processor;

import io.docket.contracts.EventDecoder;
import io.docket.contracts.EventDecoder.EventId;
import io.docket.domain.AggregateType;
import io.docket.store.batch.EventMarkTable;
import io.docket.store.batch.EventMarkTable.Known;
import io.docket.store.batch.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether the events topics have events of commands that are not decided in this database.
///
/// In normal operation that is a comparison of their ends with what was written down last: nothing is read but what was
/// published just before a crash.
final class EventTopics {
    private static final Logger LOG = LoggerFactory.getLogger(EventTopics.class);
    private static final int PAGE_RECORDS_MAX = 2_000;
    private static final int PAGE_BYTES_MAX = 1024 * 1024;
    private static final Duration PAGE_WAIT = Duration.ofMillis(200);
    /// What is read is there already; a reader that closes waits for its last request.
    private static final int FETCH_MILLIS_MAX = 20;
    private static final Duration STALL_MAX = Duration.ofSeconds(30);
    /// How far the clocks of publishers and of the database may be apart, where no mark was ever written.
    private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(5);

    private final String bootstrapServers;
    private final LayoutWatch layout;
    private final TopicOffsets offsets;

    EventTopics(String bootstrapServers, LayoutWatch layout, TopicOffsets offsets) {
        this.bootstrapServers = bootstrapServers;
        this.layout = layout;
        this.offsets = offsets;
    }

    /// Where an events topic ends, by partition. To be asked for before progress: what was published before is decided
    /// then.
    ///
    /// @throws IllegalStateException while somebody's open transaction hides what lies behind it
    Map<Integer, Long> ends(AggregateType type) {
        int partitions = layout.eventPartitions(type);
        Map<Integer, Long> written = offsets.eventEnds(type, partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<Integer, Long> readable = offsets.eventEnds(type, partitions, IsolationLevel.READ_COMMITTED);
        readable.forEach((partition, end) -> {
            if (end < written.getOrDefault(partition, end)) {
                throw new IllegalStateException("Expected all of " + type.eventTopic() + "-" + partition
                        + " to be readable, but somebody's open transaction hides what is behind " + end);
            }
        });
        return readable;
    }

    /// @param marks where events of the partition that are not known to be decided begin, by event partition
    record Look(@Nullable PublishedAhead ahead, List<EventMarkTable.Mark> marks) {}

    /// What there is beyond a position.
    ///
    /// @param known null: nothing was ever published
    Look look(LogPosition position, @Nullable Known known, Map<Integer, Long> ends) {
        AggregateType type = position.type();
        int eventPartitions = layout.eventPartitions(type);
        Map<Integer, PublishedSpan> spans = new HashMap<>();
        List<EventMarkTable.Mark> marks = new ArrayList<>();
        for (Map.Entry<Integer, Long> end : ends.entrySet()) {
            int eventPartition = end.getKey();
            if (!PublishedAhead.mayLie(
                    position.partition(), layout.partitions(type), eventPartition, eventPartitions)) {
                continue;
            }
            Long mark = known == null ? Long.valueOf(0) : known.marks().get(eventPartition);
            if (mark != null && mark.equals(end.getValue())) {
                continue;
            }
            if (mark != null && mark > end.getValue()) {
                mark = null; // of an events topic that was another one
            }
            PublishedSpan span;
            try (KafkaConsumer<byte[], byte[]> reader = reader()) {
                TopicPartition events = new TopicPartition(type.eventTopic(), eventPartition);
                span = scan(reader, events, position, start(reader, events, mark, known), end.getValue());
            }
            if (span == null) {
                marks.add(new EventMarkTable.Mark(
                        new EventMarkTable.Place(type, position.partition(), eventPartition), end.getValue(), null));
            } else {
                spans.put(eventPartition, span);
            }
        }
        PublishedAhead ahead = spans.isEmpty()
                ? null
                : new PublishedAhead(type, position.partition(), position.generation(), eventPartitions, spans);
        return new Look(ahead, marks);
    }

    /// @param offset to read from
    /// @param whole nothing before it was expired unseen
    private record Start(long offset, boolean whole) {}

    private static Start start(
            KafkaConsumer<byte[], byte[]> reader, TopicPartition events, @Nullable Long mark, @Nullable Known known) {
        long earliest = reader.beginningOffsets(List.of(events)).getOrDefault(events, 0L);
        if (mark != null) {
            return new Start(Math.max(mark, earliest), mark >= earliest);
        }
        Instant since = known == null ? Instant.EPOCH : known.publishedAt().minus(CLOCKS_APART_MAX);
        OffsetAndTimestamp found =
                reader.offsetsForTimes(Map.of(events, since.toEpochMilli())).get(events);
        return new Start(
                found == null ? Long.MAX_VALUE : found.offset(),
                found != null && (earliest == 0 || found.offset() > earliest));
    }

    private @Nullable PublishedSpan scan(
            KafkaConsumer<byte[], byte[]> reader, TopicPartition events, LogPosition position, Start start, long end) {
        EventId first = null;
        EventId last = null;
        int foreign = 0;
        if (start.offset() < end) {
            reader.assign(List.of(events));
            reader.seek(events, start.offset());
            long movedNanos = System.nanoTime();
            while (reader.position(events) < end) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(PAGE_WAIT)) {
                    movedNanos = System.nanoTime();
                    EventId id = EventDecoder.id(position.type(), record);
                    if (id == null) {
                        warnOfForeign(record, foreign++);
                    } else if (record.offset() < end && isAhead(id, position)) {
                        first = first == null ? id : first;
                        last = last == null || isAfter(id, last) ? id : last;
                    }
                }
                if (System.nanoTime() - movedNanos > STALL_MAX.toNanos()) {
                    throw new IllegalStateException("Expected to read " + events + " up to " + end
                            + ", but it stands at " + reader.position(events) + " for " + STALL_MAX.toSeconds() + " s");
                }
            }
        }
        return first == null || last == null
                ? null
                : new PublishedSpan(events.partition(), start.offset(), end, start.whole(), first, last);
    }

    private static void warnOfForeign(ConsumerRecord<byte[], byte[]> record, int before) {
        if (before == 0) {
            LOG.warn(
                    "{}-{} has a record at {} that is no event of Docket's; it is passed over, as are others like it",
                    record.topic(),
                    record.partition(),
                    record.offset());
        }
    }

    private static boolean isAhead(EventId id, LogPosition position) {
        if (id.command().partition() != position.partition()) {
            return false;
        }
        if (id.command().generation() > position.generation()) {
            throw new Diverged(
                    id.command(),
                    "the events topic has events of generation " + id.command().generation()
                            + ", but this database knows "
                            + position.generation() + " at most: it is older than the last adoption of "
                            + position.type().commandTopic());
        }
        return id.command().generation() == position.generation()
                && id.command().offset() >= position.nextOffset();
    }

    private static boolean isAfter(EventId id, EventId other) {
        return id.command().offset() > other.command().offset()
                || (id.command().offset() == other.command().offset() && id.index() > other.index());
    }

    /// A reader of what is ahead, from its beginning.
    RestoredEvents read(PublishedAhead ahead) {
        return new RestoredEvents(ahead, reader());
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "docket-restoring");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, PAGE_RECORDS_MAX);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_MILLIS_MAX);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, PAGE_BYTES_MAX);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PAGE_BYTES_MAX);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
