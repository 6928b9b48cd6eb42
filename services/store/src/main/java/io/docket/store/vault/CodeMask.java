package io.docket.store.vault;

/// A code as people may see it.
final class CodeMask {

    private static final int HEAD = 2;
    private static final int TAIL = 4;
    private static final String BULLETS = "••••••";

    /// From here on the last four are shown too; of a shorter code they would be too large a part.
    private static final int TAIL_FROM = 12;

    /// Below it not even the first two are shown.
    private static final int HEAD_FROM = 6;

    private CodeMask() {}

    /// `PL••••••7F3A`; the number of bullets says nothing about the length.
    static String of(String clear) {
        int length = clear.codePointCount(0, clear.length());
        if (length < HEAD_FROM) {
            return BULLETS;
        }
        String head = clear.substring(0, clear.offsetByCodePoints(0, HEAD));
        if (length < TAIL_FROM) {
            return head + BULLETS;
        }
        return head + BULLETS + clear.substring(clear.offsetByCodePoints(clear.length(), -TAIL));
    }
}
