package io.docket.gateway.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns whatever a controller throws into problem details with a code.
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    /// SQLSTATE classes of a database that is away, busy or stopping: connection, resources, operator.
    private static final Set<String> AWAY = Set.of("08", "53", "57");

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
    ///
    /// @throws Exception when part of the answer is out already: then the connection must break, or the
    ///     part would be taken for the whole
    @ExceptionHandler(Exception.class)
    public ResponseEntity<ProblemDetail> unexpected(Exception exception, HttpServletResponse response)
            throws Exception {
        if (response.isCommitted()) {
            throw exception;
        }
        if (exception instanceof RequestRejectedException || exception instanceof InvalidParameterException) {
            // Firewall and server look at parameters and headers only when somebody asks for them.
            return answer(Problem.of(
                    HttpStatus.BAD_REQUEST,
                    "BAD_REQUEST",
                    "Expected an ordinary request, but its parameters or headers are not what a client sends"));
        }
        if (exception instanceof RejectedExecutionException) {
            return answer(Problem.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected fewer requests that wait for the log, but there are too many",
                    RETRY_AFTER));
        }
        if (exception instanceof JdbiException && isAway(exception)) {
            LOG.warn("The database is away: {}", exception.getMessage());
            return answer(Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "UNAVAILABLE",
                    "Expected to reach the database, but it is away",
                    RETRY_AFTER));
        }
        LOG.error("A request ended unexpectedly", exception);
        return answer(Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL",
                "Expected to answer, but something went wrong inside; a POST may be repeated with the same key"));
    }

    private static ResponseEntity<ProblemDetail> answer(Problem problem) {
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .body(problem.getBody());
    }

    private static boolean isAway(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            boolean poolEmpty = cause instanceof SQLTransientConnectionException;
            if (poolEmpty || (state != null && state.length() == 5 && AWAY.contains(state.substring(0, 2)))) {
                return true;
            }
        }
        return false;
    }
}
