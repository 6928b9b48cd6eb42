package io.docket.proof.history;

import io.docket.domain.AggregateType;

/// A command that somebody wants, however it gets to the log.
///
/// @param data a JSON object
/// @param key what makes trying again the same command: the `Idempotency-Key` over HTTP, the command's id over Kafka
public record Wish(
        AggregateType type, String subject, String seller, String command, String actor, String data, String key) {

    /// The same id with other content, which is a mistake of whoever sends it.
    Wish withData(String other) {
        return new Wish(type, subject, seller, command, actor, other, key);
    }
}
