package io.docket.processor.rebuild;

/// Views that would keep the rebuilt tables from taking the live ones' place.
public final class ForeignViews extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignViews(String message) {
        super(message);
    }
}
