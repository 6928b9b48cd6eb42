package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a desk made of a command.
///
/// @param said events or one refusal, in order; empty where there is nothing to say
/// @param sameAsOpening the answer is the one that the aggregate's opening got
record Verdict(List<Said> said, boolean sameAsOpening) {

    /// One event or refusal.
    record Said(
            String eventType,
            @Nullable String refusalCode,
            long sequence,
            Instant time,
            String sellerId,
            String data) {}

    static Verdict of(List<Said> said) {
        return new Verdict(said, false);
    }

    static Verdict likeOpening() {
        return new Verdict(List.of(), true);
    }

    static Verdict refused(Refusal refusal, long sequence, Instant at, String sellerId) {
        return of(List.of(new Said(
                OutgoingEvent.REFUSED, refusal.code().name(), sequence, at, sellerId, EventData.refusal(refusal))));
    }
}
