package io.docket.domain;

import org.jspecify.annotations.Nullable;

/// The kinds of things that commands are sent to. Each has a command topic and an event topic of its own.
public enum AggregateType {
    SUPERVISION(1, "supervision", "supervision", "sc"),
    TICKET(2, "ticket", "ticket", "tc"),
    /// A product's authorisation; it shares the sellers' topics with what else is a seller's own.
    PRODUCT(3, "product", "seller", "slc");

    private final short code;
    private final String wire;
    private final String topicStem;
    private final String positionKey;

    AggregateType(int code, String wire, String topicStem, String positionKey) {
        this.code = (short) code;
        this.wire = wire;
        this.topicStem = topicStem;
        this.positionKey = positionKey;
    }

    /// As stored.
    public short code() {
        return code;
    }

    /// As in message types: `io.docket.<wire>.…`.
    public String wire() {
        return wire;
    }

    /// `docket.supervision-commands.v1`
    public String commandTopic() {
        return "docket." + topicStem + "-commands.v1";
    }

    /// `docket.supervision-events.v1`
    public String eventTopic() {
        return "docket." + topicStem + "-events.v1";
    }

    /// The command topic's short name in a `Docket-Position`.
    public String positionKey() {
        return positionKey;
    }

    public static AggregateType ofCode(int code) {
        for (AggregateType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("No aggregate type has code " + code);
    }

    public static @Nullable AggregateType ofCommandTopic(String topic) {
        for (AggregateType type : values()) {
            if (type.commandTopic().equals(topic)) {
                return type;
            }
        }
        return null;
    }

    public static @Nullable AggregateType ofWire(String wire) {
        for (AggregateType type : values()) {
            if (type.wire.equals(wire)) {
                return type;
            }
        }
        return null;
    }
}
