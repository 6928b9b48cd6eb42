package io.docket.gateway.command;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What the headers of a POST say.
///
/// @param idempotencyKey 1 to 64 visible ASCII characters
/// @param expectedVersion of `If-Match`
/// @param waitMax of `Prefer: wait=N`; zero: do not wait
/// @param traceparent W3C trace context, if well-formed
record CommandHeaders(
        String idempotencyKey,
        @Nullable Long expectedVersion,
        Duration waitMax,
        @Nullable String traceparent) {
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    static CommandHeaders of(HttpServletRequest request, GatewayProperties.Gateway limits) {
        return new CommandHeaders(
                IdempotencyKey.of(request), version(request), wait(request, limits), traceparent(request));
    }

    private static @Nullable Long version(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.IF_MATCH);
        if (header == null) {
            return null;
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw Problem.parameter(
                    HttpHeaders.IF_MATCH, "Expected If-Match with one version such as \"7\", but it is not");
        }
        return Long.valueOf(version.group(1));
    }

    /// A preference that cannot be read is no preference (RFC 7240 §2).
    private static Duration wait(HttpServletRequest request, GatewayProperties.Gateway limits) {
        for (String header : Collections.list(request.getHeaders("Prefer"))) {
            Matcher wait = WAIT.matcher(header);
            if (wait.find()) {
                Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
                return asked.compareTo(limits.waitMax()) > 0 ? limits.waitMax() : asked;
            }
        }
        return limits.waitDefault();
    }

    private static @Nullable String traceparent(HttpServletRequest request) {
        String header = request.getHeader("traceparent");
        return header != null && TRACEPARENT.matcher(header).matches() ? header : null;
    }
}
