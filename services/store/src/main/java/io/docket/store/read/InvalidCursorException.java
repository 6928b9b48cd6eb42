package io.docket.store.read;

/// A cursor that no page of this list has given out.
public final class InvalidCursorException extends RuntimeException {

    InvalidCursorException(String reason) {
        super("Expected a cursor of this list, but " + reason);
    }
}
