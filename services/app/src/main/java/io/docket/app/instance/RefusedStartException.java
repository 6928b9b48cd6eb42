package io.docket.app.instance;

/// An instance will not start as it is configured. The message is for the person who typed the command: what is wrong,
/// then what to do about it.
public final class RefusedStartException extends RuntimeException {

    public RefusedStartException(String problem, String remedy) {
        super(problem + "; " + remedy);
    }
}
