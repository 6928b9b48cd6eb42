package io.docket.embedded;

import org.jspecify.annotations.Nullable;

/// An embedded broker or database cannot be started here.
///
/// The message is made for the person who typed the command: one sentence about what is wrong, then what to do about
/// it. Nothing has been deleted or overwritten when it is thrown.
public final class EmbeddedStartException extends RuntimeException {

    EmbeddedStartException(String problem, String remedy) {
        this(problem, remedy, null);
    }

    EmbeddedStartException(String problem, String remedy, @Nullable Throwable cause) {
        super(problem + "; " + remedy, cause);
    }

    static EmbeddedStartException portTaken(String what, int port, @Nullable Throwable cause) {
        return new EmbeddedStartException(
                "port " + port + " on 127.0.0.1, wanted by the embedded " + what + ", is taken",
                "stop whatever listens there, or shift all of Docket's ports with docket.port-offset",
                cause);
    }
}
