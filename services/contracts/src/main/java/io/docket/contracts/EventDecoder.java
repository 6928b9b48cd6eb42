package io.docket.contracts;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Events and refusals as [EventEncoder] wrote them, read back from their topic. What anybody else wrote there is none.
public final class EventDecoder {
    private static final Map<String, AggregateType> TYPES = AggregateType.ofTopics().stream()
            .collect(Collectors.toUnmodifiableMap(AggregateType::positionKey, Function.identity()));
    private static final Pattern ID =
            Pattern.compile("([a-z]+)\\.([0-9]{1,5}):([0-9]{1,5}):([0-9]{1,18})/([0-9]{1,4})");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");
    private static final String SOURCE = "/processor";

    private EventDecoder() {}

    /// Which event of which command it is.
    ///
    /// @param command the coordinates of the command that brought it about
    public record EventId(Coordinates command, int index) {}

    /// Only whose it is, which costs little; null: it is not Docket's.
    ///
    /// @param topicOf whose events topic it is
    public static @Nullable EventId id(AggregateType topicOf, ConsumerRecord<byte[], byte[]> record) {
        String id = text(record, Attribute.ID);
        Matcher parts = id == null ? null : ID.matcher(id);
        if (parts == null || !parts.matches() || !SOURCE.equals(text(record, Attribute.SOURCE))) {
            return null;
        }
        AggregateType type = TYPES.get(parts.group(1));
        return type == topicOf.ofTopic()
                ? new EventId(
                        new Coordinates(
                                type,
                                Integer.parseInt(parts.group(2)),
                                Integer.parseInt(parts.group(3)),
                                Long.parseLong(parts.group(4))),
                        Integer.parseInt(parts.group(5)))
                : null;
    }

    /// All of it; null: it is not Docket's.
    ///
    /// @param topicOf whose events topic it is
    public static @Nullable OutgoingEvent decode(AggregateType topicOf, ConsumerRecord<byte[], byte[]> record) {
        EventId id = id(topicOf, record);
        String type = text(record, Attribute.TYPE);
        if (id == null || type == null || record.value() == null) {
            return null;
        }
        String name = MessageType.name(MessageType.aggregate(topicOf.ofTopic(), type), type);
        String subject = text(record, Attribute.SUBJECT);
        String seller = text(record, Attribute.SELLER);
        String actor = text(record, Attribute.ACTOR);
        String cause = text(record, Attribute.CAUSATIONID);
        Long sequence = sequence(text(record, Attribute.SEQUENCE));
        Instant time = time(text(record, Attribute.TIME));
        if (name == null
                || subject == null
                || seller == null
                || actor == null
                || cause == null
                || sequence == null
                || time == null) {
            return null;
        }
        String data = new String(record.value(), StandardCharsets.UTF_8);
        String traceparent = text(record, Attribute.TRACEPARENT);
        return new OutgoingEvent(
                id.command(), id.index(), subject, seller, sequence, name, actor, cause, time, traceparent, data);
    }

    private static @Nullable Long sequence(@Nullable String text) {
        return text != null && SEQUENCE.matcher(text).matches() ? Long.valueOf(text) : null;
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null; // somebody else's
        }
    }

    private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, Attribute attribute) {
        Header header = record.headers().lastHeader(attribute.header());
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
