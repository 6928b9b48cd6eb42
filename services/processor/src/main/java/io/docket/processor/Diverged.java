package io.docket.processor;

import io.docket.domain.Coordinates;

/// What the events topic has of a command is not what can become of it here. Its partition halts: one of the two is
/// wrong, and only an operator can say which.
final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Coordinates at;

    Diverged(Coordinates at, String what) {
        super("DIVERGED at " + at + ": " + what);
        this.at = at;
    }

    Diverged(Coordinates at, String what, RuntimeException cause) {
        this(at, what);
        initCause(cause);
    }

    Coordinates at() {
        return at;
    }
}
