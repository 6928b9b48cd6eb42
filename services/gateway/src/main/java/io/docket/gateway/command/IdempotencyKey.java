package io.docket.gateway.command;

import io.docket.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/// What makes a POST that is sent again the same POST. Every POST has one.
public final class IdempotencyKey {
    public static final String HEADER = "Idempotency-Key";

    static final int CHARS_MAX = 64;

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1," + CHARS_MAX + "}");

    private IdempotencyKey() {}

    /// @return 1 to 64 visible ASCII characters
    /// @throws Problem `400` without one
    public static String of(HttpServletRequest request) {
        List<String> keys = Collections.list(request.getHeaders(HEADER));
        if (keys.size() != 1 || !KEY.matcher(keys.getFirst()).matches()) {
            throw Problem.parameter(
                    HEADER,
                    "Expected one Idempotency-Key of 1 to " + CHARS_MAX + " visible ASCII characters, but there "
                            + (keys.isEmpty() ? "is none" : "is another"));
        }
        return keys.getFirst();
    }
}
