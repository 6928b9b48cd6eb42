package io.docket.gateway.read;

import io.docket.domain.AggregateType;
import java.time.Instant;
import org.springframework.http.ResponseEntity;

/// States as they were (`?asOf=`).
public final class Past {
    private final States states;

    public Past(States states) {
        this.states = states;
    }

    /// @param id of an aggregate that the caller may see
    ResponseEntity<Object> of(AggregateType type, String id, Instant time) {
        States.Shown then = states.asOf(type, id, time);
        if (then == null) {
            throw NotFound.of(type);
        }
        return ResponseEntity.ok().eTag("\"" + then.version() + "\"").body(then.json());
    }
}
