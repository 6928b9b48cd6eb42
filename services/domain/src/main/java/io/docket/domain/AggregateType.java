package io.docket.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The kinds of things that commands are sent to. Each has a command topic and an event topic of its own.
public enum AggregateType {
    SUPERVISION(1, "supervision", "supervision", "sc"),
    TICKET(2, "ticket", "ticket", "tc"),
    /// A product's authorisation; it shares the sellers' topics with what else is a seller's own.
    PRODUCT(3, "product", "seller", "slc"),
    /// A seller's settings and verification, under the seller's id. On the log, and wherever coordinates are kept, it
    /// is
    /// [#PRODUCT], whose topics it shares.
    SELLER(3, "seller", "seller", "slc");

    /// One for each command topic.
    private static final List<AggregateType> OF_TOPICS = List.of(SUPERVISION, TICKET, PRODUCT);

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

    /// One for each command topic.
    public static List<AggregateType> ofTopics() {
        return OF_TOPICS;
    }

    /// The one that stands for this one's topics.
    public AggregateType ofTopic() {
        return this == SELLER ? PRODUCT : this;
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
