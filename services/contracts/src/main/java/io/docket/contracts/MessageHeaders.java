package io.docket.contracts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// The headers of a message in Kafka's binary mode.
final class MessageHeaders {
    private static final byte[] SPECVERSION = utf8("1.0");
    private static final byte[] JSON = utf8("application/json");
    private static final int USUAL = 12;

    private final List<Header> headers = new ArrayList<>(USUAL);

    MessageHeaders() {
        headers.add(new RecordHeader(Attribute.SPECVERSION.header(), SPECVERSION));
        headers.add(new RecordHeader(Attribute.CONTENT_TYPE, JSON));
    }

    MessageHeaders with(Attribute attribute, byte[] value) {
        headers.add(new RecordHeader(attribute.header(), value));
        return this;
    }

    /// Leaves the attribute out where there is no value.
    MessageHeaders with(Attribute attribute, @Nullable String value) {
        return value == null ? this : with(attribute, utf8(value));
    }

    List<Header> all() {
        return headers;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
