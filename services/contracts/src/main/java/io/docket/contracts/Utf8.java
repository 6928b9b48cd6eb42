package io.docket.contracts;

/// Looks at bytes before anything trusts them to be text.
final class Utf8 {

    /// What a scan found.
    enum Scan {
        /// Well-formed, and no escape of a code unit in it: it cannot hide a NUL character or half a surrogate pair.
        PLAIN,
        /// Well-formed, with at least one such escape.
        ESCAPED,
        INVALID
    }

    private Utf8() {}

    static Scan scan(byte[] bytes) {
        boolean escaped = false;
        int at = 0;
        while (at < bytes.length) {
            byte lead = bytes[at];
            if (lead >= 0) {
                escaped |= lead == '\\' && at + 1 < bytes.length && bytes[at + 1] == 'u';
                at++;
                continue;
            }
            int length = sequenceLength(bytes, at);
            if (length == 0) {
                return Scan.INVALID;
            }
            at += length;
        }
        return escaped ? Scan.ESCAPED : Scan.PLAIN;
    }

    static boolean hasNul(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    /// The text with U+FFFD in place of what cannot be kept.
    static String keepable(String text) {
        return isUnkeepable(text)
                ? text.codePoints()
                        .map(one -> one == 0 || (one >= Character.MIN_SURROGATE && one <= Character.MAX_SURROGATE)
                                ? '\uFFFD'
                                : one)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    /// Whether the text has a NUL character or half a surrogate pair, which Postgres cannot keep.
    static boolean isUnkeepable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char one = text.charAt(at);
            if (one == 0) {
                return true;
            }
            if (Character.isSurrogate(one)) {
                if (!Character.isHighSurrogate(one)
                        || at + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /// The length of the well-formed sequence that begins here (Unicode 16, table 3-7); 0: there is none.
    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xFF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            return continues(bytes, at + 1, 0x80, 0xBF) ? 2 : 0;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            int low = lead == 0xE0 ? 0xA0 : 0x80;
            int high = lead == 0xED ? 0x9F : 0xBF;
            return continues(bytes, at + 1, low, high) && continues(bytes, at + 2, 0x80, 0xBF) ? 3 : 0;
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            int low = lead == 0xF0 ? 0x90 : 0x80;
            int high = lead == 0xF4 ? 0x8F : 0xBF;
            return continues(bytes, at + 1, low, high)
                            && continues(bytes, at + 2, 0x80, 0xBF)
                            && continues(bytes, at + 3, 0x80, 0xBF)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int at, int low, int high) {
        if (at >= bytes.length) {
            return false;
        }
        int one = bytes[at] & 0xFF;
        return one >= low && one <= high;
    }
}
