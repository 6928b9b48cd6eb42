package io.docket.fuzz;

import org.jspecify.annotations.Nullable;

/// A law that holds for every input; cheaper than an assertion library where it is asked a million times.
public final class Law {
    private Law() {}

    /// @param law what holds, as a sentence
    public static void holds(boolean held, String law) {
        if (!held) {
            throw new AssertionError("Broken: " + law);
        }
    }

    /// @param law what holds, as a sentence
    public static void same(@Nullable Object expected, @Nullable Object found, String law) {
        if (expected == null ? found != null : !expected.equals(found)) {
            throw new AssertionError("Broken: %s%nexpected %s%nbut was  %s".formatted(law, expected, found));
        }
    }
}
