package io.docket.contracts;

import io.docket.domain.AggregateType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `io.docket.supervision.request-refund.v1`: what the `type` attribute of a message says.
final class MessageType {
    private static final String ROOT = "io.docket.";
    private static final String VERSION = ".v1";
    private static final Map<AggregateType, String> PREFIXES = prefixes();

    private MessageType() {}

    static String of(AggregateType aggregate, String name) {
        return prefix(aggregate) + name + VERSION;
    }

    /// The message's own name (`request-refund`); null if the type is not of this aggregate and version.
    static @Nullable String name(AggregateType aggregate, String type) {
        String prefix = prefix(aggregate);
        int end = type.length() - VERSION.length();
        return end > prefix.length() && type.startsWith(prefix) && type.endsWith(VERSION)
                ? type.substring(prefix.length(), end)
                : null;
    }

    /// Whose message it is, among those that share a topic; the one that stands for the topic if it is nobody's.
    static AggregateType aggregate(AggregateType topicOf, String type) {
        return topicOf == AggregateType.PRODUCT && type.startsWith(prefix(AggregateType.SELLER))
                ? AggregateType.SELLER
                : topicOf;
    }

    private static String prefix(AggregateType aggregate) {
        return Objects.requireNonNull(PREFIXES.get(aggregate));
    }

    private static Map<AggregateType, String> prefixes() {
        Map<AggregateType, String> prefixes = new EnumMap<>(AggregateType.class);
        for (AggregateType aggregate : AggregateType.values()) {
            prefixes.put(aggregate, ROOT + aggregate.wire() + ".");
        }
        return prefixes;
    }
}
