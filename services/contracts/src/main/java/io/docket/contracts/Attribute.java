package io.docket.contracts;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The CloudEvents attributes that Docket reads or writes (architecture.md §6.2).
enum Attribute {
    SPECVERSION,
    ID,
    TYPE,
    SOURCE,
    SUBJECT,
    TIME,
    DATACONTENTTYPE,
    ACTOR,
    SELLER,
    EXPECTEDVERSION,
    CAUSATIONID,
    SEQUENCE,
    TRACEPARENT;

    static final String HEADER_PREFIX = "ce_";
    static final String CONTENT_TYPE = "content-type";

    private static final Map<String, Attribute> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Attribute::wire, Function.identity()));
    private static final Map<String, Attribute> BY_HEADER =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Attribute::header, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT);
    private final String header = HEADER_PREFIX + wire;

    /// Its name in structured mode.
    String wire() {
        return wire;
    }

    /// Its header in binary mode.
    String header() {
        return header;
    }

    static @Nullable Attribute ofName(String name) {
        return BY_NAME.get(name);
    }

    static @Nullable Attribute ofHeader(String header) {
        return BY_HEADER.get(header);
    }
}
