package io.docket.gateway.read;

import io.docket.contracts.Limits;
import io.docket.gateway.problem.Problem;
import io.docket.store.read.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query of a GET. A parameter that nobody knows is refused rather than ignored: whoever mistypes a filter must not
/// get the whole list.
public final class Params {
    static final int LIMIT_DEFAULT = 50;
    private static final int TEXT_CHARS_MAX = 1_000;
    private static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final HttpServletRequest request;

    private Params(HttpServletRequest request) {
        this.request = request;
    }

    /// @param known every parameter that the operation has
    public static Params of(HttpServletRequest request, String... known) {
        Set<String> names = Set.of(known);
        request.getParameterMap().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw Problem.parameter(
                        shown(name), "Expected one of the parameters " + String.join(", ", known) + ", but it is none");
            }
            if (values.length != 1) {
                throw Problem.parameter(
                        name, "Expected '" + name + "' once, but it is there " + values.length + " times");
            }
        });
        return new Params(request);
    }

    public int limit() {
        String text = text("limit");
        if (text == null) {
            return LIMIT_DEFAULT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Page.LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // As wrong as a number out of bounds.
        }
        throw Problem.parameter("limit", "Expected a limit of 1 to " + Page.LIMIT_MAX + ", but it is another");
    }

    public @Nullable String cursor() {
        return text("cursor");
    }

    public @Nullable String id(String name) {
        String text = text(name);
        if (text != null && text.codePointCount(0, text.length()) > Limits.COMPOSED_ID_CHARS_MAX) {
            throw Problem.parameter(name, "Expected an id of at most " + Limits.COMPOSED_ID_CHARS_MAX + " characters");
        }
        return text;
    }

    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.parameter(
                        name,
                        "Expected '" + name + "' to be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + ", but it is not"));
    }

    public @Nullable Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        Instant time = timeOf(text);
        if (time == null) {
            throw Problem.parameter(
                    name, "Expected '" + name + "' as a time such as 2026-11-23T08:00:00Z, but it is not");
        }
        return time;
    }

    /// Null: it is no time of the years 1 to 9999, which is all that Postgres is asked about.
    public static @Nullable Instant timeOf(String text) {
        try {
            Instant time = Instant.parse(text);
            return time.isBefore(TIME_MIN) || time.isAfter(TIME_MAX) ? null : time;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    public @Nullable String text(String name) {
        String text = request.getParameter(name);
        if (text != null && (text.length() > TEXT_CHARS_MAX || text.indexOf('\0') >= 0)) {
            throw Problem.parameter(name, "Expected '" + name + "' as a short text, but it is not");
        }
        return text;
    }

    private static String shown(String name) {
        return name.length() <= Limits.ID_CHARS_MAX ? name : name.substring(0, Limits.ID_CHARS_MAX);
    }
}
