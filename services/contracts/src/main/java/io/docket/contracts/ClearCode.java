package io.docket.contracts;

import org.jspecify.annotations.Nullable;

/// What an authorization code in clear must look like before it is sealed; gateway, import and decoder ask here.
public final class ClearCode {
    private ClearCode() {}

    /// What is wrong with it, completing *…, but it …*; never quotes it; null: nothing.
    public static @Nullable String problem(String code) {
        if (code.isEmpty()) {
            return "is empty";
        }
        if (!Limits.fits(code, Limits.CODE_CHARS_MAX)) {
            return "has more than %d characters".formatted(Limits.CODE_CHARS_MAX);
        }
        return code.codePoints().allMatch(ClearCode::isPrintable) ? null : "has unprintable characters";
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
