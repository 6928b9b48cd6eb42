package io.docket.gateway.read;

import io.docket.domain.AggregateType;
import io.docket.gateway.problem.Problem;
import org.springframework.http.HttpStatus;

/// What is not there, or not for this caller: the same answer for both, so that nobody learns of another's objects.
final class NotFound {
    private NotFound() {}

    static Problem of(AggregateType type) {
        String code = switch (type) {
            case SUPERVISION -> "UNKNOWN_SUPERVISION";
            case TICKET -> "UNKNOWN_TICKET";
            case PRODUCT, SELLER -> "NOT_FOUND";
        };
        return Problem.of(
                HttpStatus.NOT_FOUND, code, "Expected a " + type.wire() + " under this id, but there is none");
    }
}
