package io.docket.contracts;

import static io.docket.contracts.Undecodable.unreadable;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// The attributes and the data of one CloudEvent, whichever of Kafka's two modes carried them.
final class Envelope {
    private static final String STRUCTURED_JSON = "application/cloudevents+json";
    private static final String CLOUDEVENTS = "application/cloudevents";
    private static final String SUPPORTED_SPEC = "1.0";

    private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    private @Nullable String unkeepable;
    private JsonNode data = NullNode.instance;
    private boolean escaped;
    private @Nullable String redriven;

    private Envelope() {}

    static Envelope read(ConsumerRecord<byte[], byte[]> record) throws Undecodable {
        byte[] value = record.value();
        if (value == null) {
            throw unreadable("Expected a value, but the record has none");
        }
        if (value.length > Limits.VALUE_BYTES_MAX) {
            throw new Undecodable(
                    DeadLetterReason.TOO_LARGE,
                    "Expected a value of at most %d bytes, but it has %d"
                            .formatted(Limits.VALUE_BYTES_MAX, value.length));
        }
        Utf8.Scan scan = Utf8.scan(value);
        if (scan == Utf8.Scan.INVALID) {
            throw unreadable("Expected a value in UTF-8, but it is not well-formed");
        }
        Envelope envelope = new Envelope();
        envelope.escaped = scan == Utf8.Scan.ESCAPED;
        String contentType = envelope.readHeaders(record);
        boolean bare = contentType == null && envelope.attributes.isEmpty();
        if (bare || (contentType != null && contentType.startsWith(CLOUDEVENTS))) {
            envelope.readStructured(contentType, value);
        } else {
            envelope.readBinary(contentType, value);
        }
        if (envelope.redriven != null) {
            envelope.attributes.putIfAbsent(Attribute.ID, RecordFrame.REDRIVEN_ID + envelope.redriven);
        }
        if (!SUPPORTED_SPEC.equals(envelope.get(Attribute.SPECVERSION))) {
            throw unreadable("Expected a CloudEvent with specversion 1.0, but the record is none");
        }
        return envelope;
    }

    @Nullable
    String get(Attribute attribute) {
        return attributes.get(attribute);
    }

    /// JSON null where the message has no data.
    JsonNode data() {
        return data;
    }

    /// Whether a string in the data may hide a NUL character or half a surrogate pair.
    boolean escaped() {
        return escaped;
    }

    /// The first attribute with a NUL character or half a surrogate pair.
    @Nullable
    String unkeepable() {
        return unkeepable;
    }

    /// @return the content type, if there is one
    private @Nullable String readHeaders(ConsumerRecord<byte[], byte[]> record) throws Undecodable {
        String contentType = null;
        for (Header header : record.headers()) {
            String key = header.key();
            byte[] value = header.value();
            if (value == null) {
                continue;
            }
            if (key.equals(Attribute.CONTENT_TYPE)) {
                contentType = text(key, value).trim().toLowerCase(Locale.ROOT);
            } else if (key.equals(RecordFrame.REDRIVEN)) {
                redriven = coordinates(value);
            } else if (key.startsWith(Attribute.HEADER_PREFIX)) {
                readAttributeHeader(key, value);
            }
        }
        return contentType;
    }

    /// It becomes part of an id, and whoever may write to the topic may write the header.
    private static String coordinates(byte[] value) throws Undecodable {
        String text = text(RecordFrame.REDRIVEN, value);
        if (text.isBlank() || text.length() > Limits.ID_CHARS_MAX || Utf8.hasNul(value)) {
            throw unreadable("Expected header %s as a dead letter's coordinates, but it is something else"
                    .formatted(RecordFrame.REDRIVEN));
        }
        return text;
    }

    private void readAttributeHeader(String key, byte[] value) throws Undecodable {
        String name = key.substring(Attribute.HEADER_PREFIX.length());
        String text = text(name, value);
        if (unkeepable == null && Utf8.hasNul(value)) {
            unkeepable = name;
        }
        set(Attribute.ofHeader(key), text);
    }

    private static String text(String name, byte[] value) throws Undecodable {
        if (Utf8.scan(value) == Utf8.Scan.INVALID) {
            throw unreadable("Expected attribute %s in UTF-8, but it is not well-formed".formatted(shown(name)));
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    private void set(@Nullable Attribute attribute, String text) throws Undecodable {
        if (attribute == null) {
            return;
        }
        if (attributes.put(attribute, text) != null) {
            throw unreadable("Expected attribute %s once, but it is there twice".formatted(attribute.wire()));
        }
    }

    private void readBinary(@Nullable String contentType, byte[] value) throws Undecodable {
        String declared = contentType == null ? get(Attribute.DATACONTENTTYPE) : contentType;
        requireJson(declared);
        if (value.length > 0) {
            data = JsonText.parse(value, escaped);
        }
    }

    private void readStructured(@Nullable String contentType, byte[] value) throws Undecodable {
        if (contentType != null && !isMediaType(contentType, STRUCTURED_JSON)) {
            throw unreadable("Expected a CloudEvent in JSON, but the content-type is another");
        }
        if (!(JsonText.parse(value, escaped) instanceof ObjectNode event)) {
            throw unreadable("Expected a CloudEvent, but the value is no JSON object");
        }
        // A structured event's attributes stand in its value; headers beside it say nothing (Kafka binding, §3.3).
        attributes.clear();
        unkeepable = null;
        for (Map.Entry<String, JsonNode> property : event.properties()) {
            readProperty(property.getKey(), property.getValue());
        }
        requireJson(get(Attribute.DATACONTENTTYPE));
    }

    private void readProperty(String name, JsonNode value) throws Undecodable {
        if (name.equals("data")) {
            data = value;
            return;
        }
        if (value.isNull()) {
            return;
        }
        if (name.equals("data_base64")) {
            throw unreadable("Expected data as JSON, but it is data_base64");
        }
        Attribute attribute = Attribute.ofName(name);
        if (value.isString()) {
            String text = value.stringValue();
            if (unkeepable == null && escaped && (Utf8.isUnkeepable(text) || Utf8.isUnkeepable(name))) {
                unkeepable = shown(name);
            }
            set(attribute, text);
        } else if (attribute == Attribute.EXPECTEDVERSION && value.isLong()) {
            set(attribute, Long.toString(value.longValue()));
        } else if (attribute != null) {
            throw unreadable("Expected attribute %s as a string, but it is none".formatted(name));
        }
    }

    private static void requireJson(@Nullable String contentType) throws Undecodable {
        if (contentType == null) {
            return;
        }
        int end = contentType.indexOf(';');
        String mediaType =
                (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
        if (!mediaType.equals("application/json") && !mediaType.endsWith("+json")) {
            throw unreadable("Expected data in application/json, but the content type is another");
        }
    }

    private static boolean isMediaType(String contentType, String mediaType) {
        return contentType.startsWith(mediaType)
                && (contentType.length() == mediaType.length()
                        || contentType.charAt(mediaType.length()) == ';'
                        || contentType.charAt(mediaType.length()) == ' ');
    }

    /// A name that somebody else chose, fit to be shown and kept.
    static String shown(String name) {
        String start = name.length() > Limits.ID_CHARS_MAX ? name.substring(0, Limits.ID_CHARS_MAX) : name;
        StringBuilder shown = new StringBuilder(start.length());
        for (int at = 0; at < start.length(); at++) {
            char one = start.charAt(at);
            shown.append(Character.isISOControl(one) || Character.isSurrogate(one) ? '?' : one);
        }
        return shown.toString();
    }
}
