package io.docket.app.feed;

import io.docket.contracts.ClearCode;
import io.docket.contracts.CommandDecoder;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One line of a file: a CloudEvent in JSON, read as a command on its way to the log. A clear authorization code is
/// sealed here, as the gateway does.
final class CommandLine {
    /// Numbers keep their digits, and a name stands in an object once, as the log wants it.
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final CommandDecoder DECODER = new CommandDecoder(false, null);
    private static final String SOURCE = "/import";
    private static final String TYPE_PREFIX = "io.docket.";
    private static final String TYPE_SUFFIX = ".v1";

    private static final Set<SupervisionCommandType> WITH_CODE = EnumSet.of(
            SupervisionCommandType.OPEN,
            SupervisionCommandType.ISSUE_CODE,
            SupervisionCommandType.ACTIVATE_CODE,
            SupervisionCommandType.REPORT_HEARTBEAT,
            SupervisionCommandType.REPORT_USAGE);

    private CommandLine() {}

    /// A line that is no command: why, as *Expected …, but …*.
    static final class NotACommandException extends Exception {
        private static final long serialVersionUID = 1L;

        NotACommandException(String message) {
            super(message);
        }
    }

    static OutgoingCommand read(String line, CodeKeys keys) throws NotACommandException {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new NotACommandException("Expected numbers that can be reckoned with, but there is one that cannot");
        } catch (JacksonException e) {
            // Its own message quotes the line, in which there may be a code.
            throw new NotACommandException("Expected a JSON object, but it cannot be read near column "
                    + (e.getLocation() == null ? 1 : e.getLocation().getColumnNr()));
        }
        if (!(node instanceof ObjectNode event)) {
            throw new NotACommandException("Expected a JSON object, but it is something else");
        }
        if (!"1.0".equals(text(event, "specversion"))) {
            throw new NotACommandException("Expected specversion 1.0, but it is " + text(event, "specversion"));
        }
        String type = mandatory(event, "type");
        AggregateType aggregate = aggregate(type);
        String commandType =
                type.substring((TYPE_PREFIX + aggregate.wire() + ".").length(), type.length() - TYPE_SUFFIX.length());
        String subject = mandatory(event, "subject");
        String seller = mandatory(event, "seller");
        JsonNode data = event.get("data");
        if (aggregate == AggregateType.SUPERVISION && data instanceof ObjectNode fields) {
            seal(fields, commandType, seller, subject, keys);
        }
        OutgoingCommand command = new OutgoingCommand(
                aggregate,
                commandType,
                mandatory(event, "id"),
                subject,
                mandatory(event, "actor"),
                seller,
                time(text(event, "time")),
                SOURCE,
                expectedVersion(event),
                text(event, "traceparent"),
                (data == null ? "{}" : JSON.writeValueAsString(data)).getBytes(StandardCharsets.UTF_8));
        requireDecodable(command);
        return command;
    }

    /// What would become a dead letter is better told with its line's number.
    private static void requireDecodable(OutgoingCommand command) throws NotACommandException {
        ProducerRecord<byte[], byte[]> record = CommandEncoder.encode(command, 1);
        ConsumerRecord<byte[], byte[]> onTheLog = new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
        if (DECODER.decode(command.type(), onTheLog, 1) instanceof Decoded.Unreadable unreadable) {
            throw new NotACommandException(unreadable.reason() + ": " + unreadable.detail());
        }
    }

    private static AggregateType aggregate(String type) throws NotACommandException {
        if (type.startsWith(TYPE_PREFIX) && type.endsWith(TYPE_SUFFIX)) {
            int dot = type.indexOf('.', TYPE_PREFIX.length());
            AggregateType aggregate = dot < 0 ? null : AggregateType.ofWire(type.substring(TYPE_PREFIX.length(), dot));
            if (aggregate != null && type.length() > dot + 1 + TYPE_SUFFIX.length()) {
                return aggregate;
            }
        }
        throw new NotACommandException("Expected a type like io.docket.supervision.open.v1, but it is '" + type + "'");
    }

    private static void seal(ObjectNode data, String commandType, String seller, String subject, CodeKeys keys) {
        JsonNode code = data.remove("code");
        SupervisionCommandType type = SupervisionCommandType.ofWire(commandType);
        if (code == null || code.isNull() || type == null || !WITH_CODE.contains(type)) {
            return;
        }
        String clear = code.isString() ? code.asString() : null;
        String problem = clear == null ? "is no text" : ClearCode.problem(clear);
        if (clear == null || problem != null) {
            data.put("codeProblem", problem);
            return;
        }
        SealedCode sealed = keys.seal(seller, subject, clear);
        data.put("codeSealed", sealed.sealed());
        data.put("codeHash", sealed.hash());
        data.put("codeKeyId", sealed.keyId());
        data.put("codeMasked", sealed.masked());
    }

    private static @Nullable Long expectedVersion(ObjectNode event) throws NotACommandException {
        JsonNode version = event.get("expectedversion");
        if (version == null || version.isNull()) {
            return null;
        }
        try {
            return Long.valueOf(version.asString());
        } catch (NumberFormatException e) {
            throw new NotACommandException("Expected a whole number as expectedversion, but it is " + version);
        }
    }

    private static @Nullable Instant time(@Nullable String text) throws NotACommandException {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new NotACommandException("Expected an RFC 3339 time, but time is '" + text + "'");
        }
    }

    private static String mandatory(ObjectNode event, String attribute) throws NotACommandException {
        String value = text(event, attribute);
        if (value == null || value.isEmpty()) {
            throw new NotACommandException("Expected the attribute '" + attribute + "', but it is missing");
        }
        return value;
    }

    private static @Nullable String text(ObjectNode event, String attribute) {
        JsonNode value = event.get(attribute);
        return value == null || !value.isString() ? null : value.asString();
    }
}
