package io.docket.gateway.position;

import io.docket.gateway.problem.Problem;
import io.docket.store.progress.ProgressBoard;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;

/// Read-your-writes: whatever the request is, it begins once the positions of its `Docket-Min-Position` are passed.
public final class MinPosition implements HandlerInterceptor {
    private final ProgressBoard board;
    private final Duration waitMax;

    public MinPosition(ProgressBoard board, Duration waitMax) {
        this.board = board;
        this.waitMax = waitMax;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws InterruptedException {
        List<String> headers = Collections.list(request.getHeaders(Positions.MIN_HEADER));
        if (headers.isEmpty()) {
            return true;
        }
        Positions positions = parse(String.join(",", headers));
        return switch (board.await(positions.coordinates(), waitMax)) {
            case PASSED -> true;
            case TIMED_OUT ->
                throw Problem.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "POSITION_NOT_REACHED",
                        "Expected the processor to have passed " + Positions.MIN_HEADER + ", but after "
                                + waitMax.toSeconds() + " s it had not",
                        Duration.ofSeconds(1));
            case UNKNOWN_GENERATION ->
                throw Problem.of(
                        HttpStatus.PRECONDITION_FAILED,
                        "UNKNOWN_GENERATION",
                        Positions.MIN_HEADER,
                        "Expected positions on the topics as they are now, but one is of another generation or partition");
        };
    }

    private static Positions parse(String header) {
        try {
            return Positions.parse(header);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw Problem.parameter(Positions.MIN_HEADER, message == null ? "" : message);
        }
    }
}
