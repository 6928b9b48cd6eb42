package io.docket.contracts;

/// What became of a record: a command, or a dead letter.
public sealed interface Decoded {

    /// Its data may still be wrong; that is for `decide` to refuse.
    @SuppressWarnings("AvoidCommonTypeNames") // always written Decoded.Readable; nobody here needs java.lang's
    record Readable(IncomingCommand command) implements Decoded {}

    /// @param detail one sentence, *Expected …, but …*; names attributes, never quotes the value
    record Unreadable(DeadLetterReason reason, String detail) implements Decoded {
        public Unreadable {
            detail = Utf8.keepable(detail);
        }
    }
}
