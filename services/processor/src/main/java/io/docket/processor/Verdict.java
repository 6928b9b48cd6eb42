package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a desk made of a command.
///
/// @param said events or one refusal, in order; empty where there is nothing to say
/// @param noted who is told of, and when, where there is nothing to say
/// @param sameAsOpening the answer is the one that the aggregate's opening got
record Verdict(List<Said> said, @Nullable Noted noted, boolean sameAsOpening) {

    /// What is accepted without an event.
    record Noted(String sellerId, Instant time) {}

    /// One event or refusal.
    record Said(
            String eventType,
            @Nullable String refusalCode,
            long sequence,
            Instant time,
            String sellerId,
            String data) {}

    static Verdict of(List<Said> said) {
        return new Verdict(said, null, false);
    }

    static Verdict noted(String sellerId, Instant at) {
        return new Verdict(List.of(), new Noted(sellerId, at), false);
    }

    static Verdict likeOpening() {
        return new Verdict(List.of(), null, true);
    }

    /// Events as they were published.
    ///
    /// @param version of the aggregate before; 0: there was none
    /// @throws IllegalArgumentException when their sequence does not go on from there
    static Verdict published(List<OutgoingEvent> published, long version) {
        List<Said> said = new ArrayList<>(published.size());
        for (OutgoingEvent event : published) {
            if (event.eventType().equals(OutgoingEvent.REFUSED)) {
                String code = EventData.readRefusal(event.data()).code().name();
                if (published.size() > 1 || (event.sequence() != version && event.sequence() != 0)) {
                    throw new IllegalArgumentException("Expected a refusal at version " + version + ", but it is "
                            + published.size() + " events, at " + event.sequence());
                }
                said.add(said(event, code));
            } else {
                if (event.sequence() != version + said.size() + 1) {
                    throw new IllegalArgumentException(
                            "Expected sequence " + (version + said.size() + 1) + ", but it is " + event.sequence());
                }
                said.add(said(event, null));
            }
        }
        return of(said);
    }

    private static Said said(OutgoingEvent event, @Nullable String refusalCode) {
        return new Said(event.eventType(), refusalCode, event.sequence(), event.time(), event.sellerId(), event.data());
    }

    boolean isRefusal() {
        return !said.isEmpty() && said.getFirst().refusalCode() != null;
    }

    static Verdict refused(Refusal refusal, long sequence, Instant at, String sellerId) {
        return of(List.of(new Said(
                OutgoingEvent.REFUSED, refusal.code().name(), sequence, at, sellerId, EventData.refusal(refusal))));
    }
}
