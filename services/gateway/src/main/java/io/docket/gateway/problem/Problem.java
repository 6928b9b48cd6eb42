package io.docket.gateway.problem;

import io.docket.domain.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A request that ends in problem details: `{type, title, status, detail, code, field?, …}`.
public final class Problem extends ErrorResponseException {
    private static final long serialVersionUID = 1;

    private Problem(HttpStatus status, ProblemDetail body) {
        super(status, body, null);
    }

    /// @param code stable, upper-case, for machines
    /// @param detail one sentence for people, *Expected …, but …*
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, detail(status, code, detail));
    }

    /// @param field the parameter, header or field of the body that is to blame
    public static Problem of(HttpStatus status, String code, String field, String detail) {
        ProblemDetail body = detail(status, code, detail);
        body.setProperty("field", field);
        return new Problem(status, body);
    }

    /// A parameter or header that cannot be understood.
    public static Problem parameter(String name, String detail) {
        return of(HttpStatus.BAD_REQUEST, "INVALID", name, detail);
    }

    /// Too much at once, or something behind this is not up: worth another try.
    public static Problem later(HttpStatus status, String code, String detail, Duration retryAfter) {
        Problem problem = of(status, code, detail);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return problem;
    }

    /// A refusal as an answer. It is as final as a success.
    public static ProblemDetail refused(Refusal refusal) {
        HttpStatus status = RefusalStatus.of(refusal.code());
        ProblemDetail body = detail(status, refusal.code().name(), refusal.message());
        body.setProperty("command", refusal.command());
        if (refusal.state() != null) {
            body.setProperty("state", refusal.state());
        }
        if (refusal.field() != null) {
            body.setProperty("field", refusal.field());
        }
        body.setProperty("outcome", "refused");
        return body;
    }

    static ProblemDetail detail(HttpStatusCode status, String code, @Nullable String detail) {
        ProblemDetail body = ProblemDetail.forStatus(status);
        if (detail != null) {
            body.setDetail(detail);
        }
        return named(body, code);
    }

    /// Gives a problem that comes from elsewhere its code.
    static ProblemDetail named(ProblemDetail body, String code) {
        HttpStatus status = HttpStatus.resolve(body.getStatus());
        body.setType(
                URI.create("urn:docket:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        if (status != null) {
            body.setTitle(status.getReasonPhrase());
        }
        body.setProperty("code", code);
        return body;
    }

    /// The code of a problem that nobody named.
    static String codeOf(HttpStatusCode status) {
        return CODES.getOrDefault(status.value(), status.is4xxClientError() ? "BAD_REQUEST" : "INTERNAL");
    }

    private static final Map<Integer, String> CODES = Map.of(
            401, "UNAUTHENTICATED",
            403, "NOT_PERMITTED",
            404, "NOT_FOUND",
            405, "METHOD_NOT_ALLOWED",
            406, "NOT_ACCEPTABLE",
            413, "TOO_LARGE",
            415, "UNSUPPORTED_MEDIA_TYPE",
            429, "TOO_MANY_REQUESTS",
            503, "UNAVAILABLE");
}
