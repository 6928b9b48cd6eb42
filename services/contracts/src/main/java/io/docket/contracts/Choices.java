package io.docket.contracts;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The wire values of an enumeration, looked up without an exception for those that are unknown.
final class Choices {
    private Choices() {}

    /// `LICENSE_CODE`
    static <E extends Enum<E>> Map<String, E> upperCase(E[] values) {
        return Stream.of(values).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
    }

    /// `month`
    static <E extends Enum<E>> Map<String, E> lowerCase(E[] values) {
        return Stream.of(values)
                .collect(Collectors.toUnmodifiableMap(
                        value -> value.name().toLowerCase(Locale.ROOT), Function.identity()));
    }
}
