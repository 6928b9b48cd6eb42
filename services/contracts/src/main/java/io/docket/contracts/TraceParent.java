package io.docket.contracts;

import org.jspecify.annotations.Nullable;

/// `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. A malformed one is as none, as W3C Trace Context says.
final class TraceParent {
    private static final int CHARS = 55;

    private TraceParent() {}

    static @Nullable String wellFormed(@Nullable String text) {
        if (text == null || text.length() != CHARS) {
            return null;
        }
        for (int at = 0; at < CHARS; at++) {
            char one = text.charAt(at);
            boolean dash = at == 2 || at == 35 || at == 52;
            boolean hex = (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f');
            if (dash ? one != '-' : !hex) {
                return null;
            }
        }
        return text;
    }
}
