package io.docket.contracts;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Amounts on the wire: decimal strings in plain notation, so that no sender's floating point decides about cents.
final class Money {
    private Money() {}

    /// The amount, with as many decimals as written; null if the text is none.
    static @Nullable BigDecimal parse(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int wholeEnd = point < 0 ? text.length() : point;
        int whole = wholeEnd - from;
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        if (whole < 1
                || whole > Limits.MONEY_INTEGER_DIGITS_MAX
                || decimals > Limits.MONEY_DECIMALS_MAX
                || (point >= 0 && decimals < 1)
                || !areDigits(text, from, wholeEnd)
                || !areDigits(text, wholeEnd + 1, text.length())) {
            return null;
        }
        return new BigDecimal(text);
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }
}
