package io.docket.processor.rebuild;

/// The event log cannot be folded to its end, so nothing can be rebuilt from it.
public final class DamagedLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedLog(String message) {
        super(message);
    }
}
