package io.docket.gateway.stream;

import io.docket.domain.AggregateType;
import io.docket.gateway.GatewayProperties;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.gateway.read.EventJson;
import io.docket.gateway.read.History;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.Progress;
import io.docket.store.read.Recorded;
import io.docket.store.read.StreamReads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One caller who watches: writes what is recorded after his position, as server-sent events. What he is too slow to
/// take waits on the log; nothing is kept for him here.
final class StreamSession {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RETRY_MS = 2_000;

    private final Identity identity;
    private final StreamReads.Readers readers;
    private final StreamPosition position;
    private final StreamReads reads;
    private final GatewayProperties.Stream limits;
    private final OutputStream out;
    private boolean written;
    private boolean away;
    private long saidNanos = System.nanoTime();

    StreamSession(
            Identity identity,
            StreamPosition position,
            StreamReads reads,
            GatewayProperties.Stream limits,
            OutputStream out) {
        this.identity = identity;
        this.readers =
                new StreamReads.Readers(identity.seller(), identity.role() == UserRole.BUYER ? identity.id() : null);
        this.position = position;
        this.reads = reads;
        this.limits = limits;
        this.out = out;
    }

    /// Until the caller leaves, the instance stops, or it has lasted its time.
    void run(StreamHeads heads, StreamPlaces places) throws IOException, InterruptedException {
        long beganNanos = System.nanoTime();
        // An id without data moves the place that a client resumes from, and is no event to it.
        say("retry: " + RETRY_MS + "\nid: " + position + "\n\n");
        boolean behind = false;
        while (since(beganNanos).compareTo(limits.durationMax()) < 0) {
            if (written) {
                out.flush();
                written = false;
                saidNanos = System.nanoTime();
            }
            if (places.closesWithin(behind ? Duration.ZERO : limits.lookInterval())) {
                return;
            }
            behind = tell(heads);
            if (!written && since(saidNanos).compareTo(limits.heartbeat()) >= 0) {
                say(": alive\nid: " + position + "\n\n");
            }
        }
    }

    /// @return whether there is more
    private boolean tell(StreamHeads heads) throws IOException {
        boolean more = false;
        try {
            for (Map.Entry<CommandPartition, Progress> head : heads.seen().entrySet()) {
                more |= tell(head.getKey(), head.getValue());
            }
        } catch (JdbiException e) {
            // What is written is written; the rest comes when the database is back.
            if (!away) {
                LOG.warn("A stream cannot be read on for the moment: {}", e.getMessage());
            }
            away = true;
            return false;
        }
        away = false;
        return more;
    }

    /// One step of a partition; a long way is gone in many, so that no partition waits for another.
    ///
    /// @return whether it is not at its end
    private boolean tell(CommandPartition partition, Progress head) throws IOException {
        StreamPosition.Mark mark = position.of(partition);
        // How far a generation went that is over nobody knows, but its end was there before the next one began.
        boolean earlier = mark.generation() < head.generation();
        if (mark.generation() > head.generation() || (!earlier && mark.offset() >= head.nextOffset())) {
            return false;
        }
        long to = earlier ? Long.MAX_VALUE : Math.min(head.nextOffset(), mark.offset() + StreamReads.OFFSETS_MAX);
        Recorded recorded = reads.recorded(
                readers, new StreamReads.Stretch(partition, mark.generation(), mark.offset(), mark.index(), to));
        for (LoggedEvent event : recorded.events()) {
            position.passed(partition, event);
            if (History.isFor(identity, event)) {
                say(text(event));
            }
        }
        if (recorded.complete()) {
            position.move(
                    partition,
                    earlier
                            ? new StreamPosition.Mark(mark.generation() + 1, 0, 0)
                            : new StreamPosition.Mark(mark.generation(), to, 0));
        }
        return !recorded.complete() || earlier || to < head.nextOffset();
    }

    private String text(LoggedEvent event) {
        String type = type(event);
        ObjectNode json = EventJson.of(event);
        json.put("aggregateType", type).put("aggregateId", event.aggregateId()).put("sellerId", event.sellerId());
        // Data may hold line ends between its tokens; within strings they are escaped.
        String data = JSON.writeValueAsString(json).replace('\n', ' ').replace('\r', ' ');
        return "id: " + position + "\nevent: " + type + "." + event.eventType() + "\ndata: " + data + "\n\n";
    }

    private static String type(LoggedEvent event) {
        boolean sellers = event.type().ofTopic() == AggregateType.PRODUCT;
        return sellers && event.aggregateId().indexOf('/') < 0
                ? AggregateType.SELLER.wire()
                : event.type().wire();
    }

    private void say(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        written = true;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
