package io.docket.gateway.problem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns whatever a controller throws into problem details with a code.
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail problem = switch (body) {
            case ProblemDetail detail -> detail;
            case null, default ->
                exception instanceof ErrorResponse response ? response.getBody() : ProblemDetail.forStatus(status);
        };
        var properties = problem.getProperties();
        if (properties == null || !properties.containsKey("code")) {
            Problem.named(problem, Problem.codeOf(status));
        }
        return super.handleExceptionInternal(exception, problem, headers, status, request);
    }

    /// A defect, or something behind the gateway is down: the caller learns no more than that.
    @ExceptionHandler(Exception.class)
    public ResponseEntity<ProblemDetail> unexpected(Exception exception) {
        LOG.error("A request ended unexpectedly", exception);
        ProblemDetail body = Problem.detail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL",
                "Expected to answer, but something went wrong inside; a POST may be repeated with the same key");
        return ResponseEntity.internalServerError().body(body);
    }
}
