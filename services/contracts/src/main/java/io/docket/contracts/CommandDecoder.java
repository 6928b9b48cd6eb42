package io.docket.contracts;

import static io.docket.contracts.Undecodable.unreadable;

import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Invalid;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductCommandType;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Turns a record of a command topic into a command or a dead letter, never into an exception. What makes a dead letter
/// is the envelope; wrong data makes a readable command that `decide` refuses as `INVALID` (domain.md §5).
///
/// Safe for use by several threads.
public final class CommandDecoder {
    private static final Attribute[] MANDATORY = {
        Attribute.ID, Attribute.TYPE, Attribute.SOURCE, Attribute.SUBJECT, Attribute.ACTOR, Attribute.SELLER
    };
    private static final String IMPORT = "/import";
    private static final Duration SKEW_MAX = Duration.ofMinutes(Limits.SKEW_MINUTES_MAX);
    private static final int VERSION_DIGITS_MAX = 18;
    private static final String DATA = "data";

    private final CodeFields codes;

    /// @param acceptClearCodes demo only: authorization codes may lie on the log in clear, and are sealed here
    /// @param sealer mandatory if they may
    public CommandDecoder(boolean acceptClearCodes, @Nullable CodeSealer sealer) {
        if (acceptClearCodes && sealer == null) {
            throw new IllegalArgumentException("Expected a sealer to accept clear codes with, but there is none");
        }
        this.codes = new CodeFields(acceptClearCodes ? sealer : null);
    }

    /// @param topicOf whose command topic the record comes from
    /// @param partitionCount of that topic
    public Decoded decode(AggregateType topicOf, ConsumerRecord<byte[], byte[]> record, int partitionCount) {
        try {
            return new Decoded.Readable(read(topicOf, record, partitionCount));
        } catch (Undecodable e) {
            return e.asDecoded();
        }
    }

    private IncomingCommand read(AggregateType topicOf, ConsumerRecord<byte[], byte[]> record, int partitionCount)
            throws Undecodable {
        Envelope envelope = Envelope.read(record);
        for (Attribute attribute : MANDATORY) {
            mandatory(envelope, attribute);
        }
        checkAttributes(envelope);
        AggregateType aggregate = MessageType.aggregate(topicOf, mandatory(envelope, Attribute.TYPE));
        String commandType = commandType(aggregate, mandatory(envelope, Attribute.TYPE));
        String subject = mandatory(envelope, Attribute.SUBJECT);
        checkPlace(subject, record, partitionCount);
        String source = mandatory(envelope, Attribute.SOURCE);
        Instant time = time(envelope, source, record);
        String sellerId = mandatory(envelope, Attribute.SELLER);
        String actor = mandatory(envelope, Attribute.ACTOR);
        Long expectedVersion = expectedVersion(envelope);

        ObjectNode data = envelope.data() instanceof ObjectNode object ? object : JsonText.object();
        Invalid invalid = unkeepable(envelope);
        boolean kept = invalid == null;
        if (kept && topicOf == AggregateType.SUPERVISION) {
            boolean takesCode = SupervisionData.takesCode(supervisionType(commandType));
            invalid = codes.conceal(data, takesCode, sellerId, subject);
        }
        JsonNode content = envelope.data().isNull() ? data : envelope.data();
        UUID digest = CanonicalForm.digest(mandatory(envelope, Attribute.TYPE), actor, sellerId, content);
        data = kept ? data : JsonText.object();
        Object typed = typed(aggregate, commandType, data, subject, sellerId, invalid);
        Command<?> command = new Command<>(
                mandatory(envelope, Attribute.ID), subject, Actor.parse(actor), sellerId, expectedVersion, typed);
        return new IncomingCommand(
                aggregate,
                commandType,
                command,
                source,
                time,
                TraceParent.wellFormed(envelope.get(Attribute.TRACEPARENT)),
                data,
                digest);
    }

    private static String mandatory(Envelope envelope, Attribute attribute) throws Undecodable {
        String value = envelope.get(attribute);
        if (value == null || value.isBlank()) {
            throw new Undecodable(
                    DeadLetterReason.MISSING_ATTRIBUTE,
                    "Expected attribute %s, but it is %s"
                            .formatted(attribute.wire(), value == null ? "missing" : "empty"));
        }
        return value;
    }

    private static void checkAttributes(Envelope envelope) throws Undecodable {
        String unkeepable = envelope.unkeepable();
        if (unkeepable != null) {
            throw unreadable("Expected attribute %s as text, but it has a NUL character or half a surrogate pair"
                    .formatted(unkeepable));
        }
        checkLength(envelope, Attribute.ID, Limits.COMPOSED_ID_CHARS_MAX);
        checkLength(envelope, Attribute.SUBJECT, Limits.COMPOSED_ID_CHARS_MAX);
        checkLength(envelope, Attribute.ACTOR, Limits.COMPOSED_ID_CHARS_MAX);
        checkLength(envelope, Attribute.SELLER, Limits.ID_CHARS_MAX);
        checkLength(envelope, Attribute.SOURCE, Limits.SOURCE_CHARS_MAX);
    }

    private static void checkLength(Envelope envelope, Attribute attribute, int charsMax) throws Undecodable {
        if (!Limits.fits(mandatory(envelope, attribute), charsMax)) {
            throw unreadable("Expected attribute %s of at most %d characters, but it is longer"
                    .formatted(attribute.wire(), charsMax));
        }
    }

    private static String commandType(AggregateType aggregate, String type) throws Undecodable {
        String name = MessageType.name(aggregate, type);
        boolean known = name != null
                && switch (aggregate) {
                    case SUPERVISION -> SupervisionCommandType.ofWire(name) != null;
                    case TICKET -> TicketCommandType.ofWire(name) != null;
                    case PRODUCT -> ProductCommandType.ofWire(name) != null;
                    case SELLER -> SellerCommandType.ofWire(name) != null;
                };
        if (name == null || !known) {
            throw new Undecodable(
                    DeadLetterReason.UNKNOWN_TYPE,
                    "Expected a command to a %s, but the type is %s".formatted(aggregate.wire(), Envelope.shown(type)));
        }
        return name;
    }

    private static void checkPlace(String subject, ConsumerRecord<byte[], byte[]> record, int partitionCount)
            throws Undecodable {
        byte[] key = record.key();
        if (key == null || !Arrays.equals(key, subject.getBytes(StandardCharsets.UTF_8))) {
            throw new Undecodable(
                    DeadLetterReason.KEY_MISMATCH,
                    "Expected the subject as the record's key, but the key is "
                            + (key == null ? "missing" : "another"));
        }
        int partition = Partitioning.partitionOf(key, partitionCount);
        if (record.partition() != partition) {
            throw new Undecodable(
                    DeadLetterReason.WRONG_PARTITION,
                    "Expected the record on partition %d by murmur2 of its key, but it is on %d"
                            .formatted(partition, record.partition()));
        }
    }

    private static @Nullable Instant time(Envelope envelope, String source, ConsumerRecord<byte[], byte[]> record)
            throws Undecodable {
        String text = envelope.get(Attribute.TIME);
        if (text == null) {
            return null;
        }
        Instant time = Rfc3339.parse(text);
        if (time == null) {
            throw unreadable("Expected attribute time in RFC 3339, but it cannot be read");
        }
        boolean stamped = record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE;
        if (stamped
                && !source.equals(IMPORT)
                && Duration.between(Instant.ofEpochMilli(record.timestamp()), time)
                                .abs()
                                .compareTo(SKEW_MAX)
                        > 0) {
            throw new Undecodable(
                    DeadLetterReason.SKEWED,
                    "Expected a time within %d minutes of the record's, but it is further away"
                            .formatted(Limits.SKEW_MINUTES_MAX));
        }
        return time;
    }

    private static @Nullable Long expectedVersion(Envelope envelope) throws Undecodable {
        String text = envelope.get(Attribute.EXPECTEDVERSION);
        if (text == null) {
            return null;
        }
        boolean digits = !text.isEmpty() && text.length() <= VERSION_DIGITS_MAX;
        for (int at = 0; digits && at < text.length(); at++) {
            digits = text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }
        if (!digits) {
            throw unreadable("Expected attribute expectedversion as a whole number, but it is none");
        }
        return Long.valueOf(text);
    }

    /// What is wrong with the data before any field is looked at: then nothing of it is kept.
    private static @Nullable Invalid unkeepable(Envelope envelope) {
        JsonNode data = envelope.data();
        if (!data.isObject() && !data.isNull()) {
            return new Invalid(DATA, "is not a JSON object");
        }
        String path = envelope.escaped() ? CommonFields.unkeepablePath(data, "") : null;
        return path == null ? null : new Invalid(path, "has a NUL character or half a surrogate pair");
    }

    private static Object typed(
            AggregateType aggregate,
            String commandType,
            ObjectNode data,
            String subject,
            String sellerId,
            @Nullable Invalid invalid) {
        return switch (aggregate) {
            case SUPERVISION -> {
                SupervisionCommandType type = supervisionType(commandType);
                yield invalid == null
                        ? SupervisionData.read(type, data, subject)
                        : new SupervisionCommand.Malformed(type, invalid);
            }
            case TICKET -> {
                TicketCommandType type = known(TicketCommandType.ofWire(commandType));
                yield invalid == null ? TicketData.read(type, data) : new TicketCommand.Malformed(type, invalid);
            }
            case PRODUCT -> {
                ProductCommandType type = known(ProductCommandType.ofWire(commandType));
                yield invalid == null
                        ? ProductData.read(type, data, subject, sellerId)
                        : new ProductCommand.Malformed(type, invalid);
            }
            case SELLER -> {
                SellerCommandType type = known(SellerCommandType.ofWire(commandType));
                yield invalid == null
                        ? SellerData.read(type, data, subject, sellerId)
                        : new SellerCommand.Malformed(type, invalid);
            }
        };
    }

    private static SupervisionCommandType supervisionType(String commandType) {
        return known(SupervisionCommandType.ofWire(commandType));
    }

    private static <E> E known(@Nullable E type) {
        if (type == null) {
            throw new IllegalStateException("The command's type was known a moment ago");
        }
        return type;
    }
}
