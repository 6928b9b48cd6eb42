package io.docket.contracts;

import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/// A record as a file that people and a fuzzer can write: the topic's aggregate in the first line, a header a line,
/// an empty line, the value. Whatever the bytes are, they are one.
///
/// The record's key is the subject and lies where it belongs, unless a line `key: …` says otherwise: guessing both
/// would keep a fuzzer at the door.
record RecordText(AggregateType topicOf, @Nullable String key, List<Header> headers, byte[] value) {
    static final int PARTITIONS = 24;
    private static final String KEY = "key";
    private static final int HEADERS_MAX = 64;

    static RecordText parse(byte[] input) {
        int at = lineEnd(input, 0);
        AggregateType topicOf = AggregateType.ofWire(text(input, 0, at).strip());
        List<Header> headers = new ArrayList<>();
        String key = null;
        at++;
        while (at < input.length && input[at] != '\n' && headers.size() < HEADERS_MAX) {
            int end = lineEnd(input, at);
            int colon = text(input, at, end).indexOf(": ");
            String name = text(input, at, colon < 0 ? end : at + colon);
            byte[] value = colon < 0 ? null : Arrays.copyOfRange(input, at + colon + 2, end);
            if (name.equals(KEY)) {
                key = value == null ? "" : new String(value, StandardCharsets.UTF_8);
            } else {
                headers.add(new RecordHeader(name, value));
            }
            at = end + 1;
        }
        byte[] value = at + 1 < input.length ? Arrays.copyOfRange(input, at + 1, input.length) : new byte[0];
        return new RecordText((topicOf == null ? AggregateType.SUPERVISION : topicOf).ofTopic(), key, headers, value);
    }

    ConsumerRecord<byte[], byte[]> record() {
        byte[] bytes = key == null ? MessageHeaders.utf8(subject()) : MessageHeaders.utf8(key);
        return at(bytes, headers, value);
    }

    private String subject() {
        try {
            String subject = Envelope.read(at(new byte[0], headers, value)).get(Attribute.SUBJECT);
            return subject == null ? "" : subject;
        } catch (Undecodable e) {
            return "";
        }
    }

    static ConsumerRecord<byte[], byte[]> at(byte[] key, Iterable<Header> headers, byte[] value) {
        return new ConsumerRecord<>(
                "commands",
                Partitioning.partitionOf(key, PARTITIONS),
                7,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                key.length,
                value.length,
                key,
                value,
                new RecordHeaders(headers),
                Optional.empty());
    }

    private static int lineEnd(byte[] input, int from) {
        int at = from;
        while (at < input.length && input[at] != '\n') {
            at++;
        }
        return at;
    }

    private static String text(byte[] input, int from, int to) {
        return new String(input, from, Math.min(to, input.length) - from, StandardCharsets.ISO_8859_1);
    }
}
