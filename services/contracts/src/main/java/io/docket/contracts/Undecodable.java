package io.docket.contracts;

/// Ends the decoding of a record that is a dead letter. Never leaves the decoder, so it has no stack trace.
final class Undecodable extends Exception {
    private static final long serialVersionUID = 1;

    private final DeadLetterReason reason;
    private final String detail;

    Undecodable(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    static Undecodable unreadable(String detail) {
        return new Undecodable(DeadLetterReason.UNREADABLE, detail);
    }

    Decoded.Unreadable asDecoded() {
        return new Decoded.Unreadable(reason, detail);
    }
}
