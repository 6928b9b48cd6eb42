package io.docket.gateway.stream;

import io.docket.gateway.GatewayProperties;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.Params;
import io.docket.gateway.read.Paths;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.Progress;
import io.docket.store.read.StreamReads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/v1/stream`: the events and refusals that the caller may see, as they come about, from now on or from his
/// `Last-Event-ID`. In order per aggregate, and each once to whoever resumes from the last id he has.
@RestController
public final class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final StreamPlaces places;
    private final StreamHeads heads;
    private final StreamReads reads;
    private final GatewayProperties.Stream limits;

    public StreamController(StreamPlaces places, StreamHeads heads, StreamReads reads, GatewayProperties properties) {
        this.places = places;
        this.heads = heads;
        this.reads = reads;
        this.limits = properties.stream();
    }

    @GetMapping(Paths.BASE + "/stream")
    public void stream(Identity identity, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        Params.of(request);
        try (var _ = places.take(identity.name())) {
            StreamPosition from = from(request.getHeader(LAST_EVENT_ID));
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            var session = new StreamSession(identity, from, reads, limits, response.getOutputStream());
            watch(session, identity);
        }
    }

    private void watch(StreamSession session, Identity identity) throws InterruptedException {
        try {
            session.run(heads, places);
        } catch (IOException e) {
            LOG.debug("{} watches no longer", identity.name(), e);
        }
    }

    private StreamPosition from(@Nullable String lastEventId) {
        Map<CommandPartition, Progress> now = heads.now();
        if (lastEventId == null || lastEventId.isEmpty()) {
            return StreamPosition.at(now);
        }
        StreamPosition position;
        try {
            position = StreamPosition.parse(lastEventId);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter(LAST_EVENT_ID, String.valueOf(e.getMessage()));
        }
        if (!position.isWithin(now)) {
            throw Problem.of(
                    HttpStatus.PRECONDITION_FAILED,
                    "UNKNOWN_GENERATION",
                    LAST_EVENT_ID,
                    "Expected a place on the topics as they are now, but it is of another generation or partition");
        }
        return position;
    }
}
