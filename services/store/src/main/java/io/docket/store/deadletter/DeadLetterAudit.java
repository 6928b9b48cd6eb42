package io.docket.store.deadletter;

import io.docket.domain.Coordinates;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterRequest;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Writes down who did what about a dead letter, and why.
public final class DeadLetterAudit {
    private final Jdbi jdbi;

    public DeadLetterAudit(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Who does it; the same operator with the same key does the same thing once.
    ///
    /// @param idempotencyKey null for what changes nothing
    public record By(
            String operator,
            @Nullable String idempotencyKey,
            @Nullable String note) {}

    /// Kept before anything is done, so that what breaks off is known too.
    ///
    /// @param letters an id, or a filter
    /// @return for [#answered]
    public long asked(By by, DeadLetterRequest.Asked asked, String letters) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        INSERT INTO docket.dead_letter_request (operator, idempotency_key, asked, letters, note)
                        VALUES (:operator, :key, :asked, :letters, :note)
                        """)
                .bind("operator", by.operator())
                .bind("key", by.idempotencyKey())
                .bind("asked", asked.name())
                .bind("letters", letters)
                .bind("note", by.note())
                .executeAndReturnGeneratedKeys("request_id")
                .mapTo(Long.class)
                .one());
    }

    /// @param found how many letters there were
    /// @param sent how many of them were produced again
    public void answered(long request, int found, int sent) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE docket.dead_letter_request SET found = :found, sent = :sent WHERE request_id = :request
                        """)
                .bind("found", found)
                .bind("sent", sent)
                .bind("request", request)
                .execute());
    }

    /// Where a letter was produced again under this key; empty: it was not yet.
    public Optional<String> sentTo(Coordinates letter, By by) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT sent_to FROM docket.dead_letter_action
                        WHERE aggregate_type = :type AND partition = :partition AND generation = :generation
                          AND "offset" = :offset AND operator = :operator AND idempotency_key = :key
                          AND action = 'REDRIVEN'
                        """)
                .bindMap(coordinates(letter))
                .bind("operator", by.operator())
                .bind("key", by.idempotencyKey())
                .mapTo(String.class)
                .findOne());
    }

    /// @param sentTo coordinates of the new record
    public void redriven(Coordinates letter, By by, String sentTo) {
        jdbi.useHandle(handle -> add(handle, letter, DeadLetter.Status.REDRIVEN, by, sentTo));
    }

    public void parked(Coordinates letter, By by) {
        jdbi.useHandle(handle -> add(handle, letter, DeadLetter.Status.PARKED, by, null));
    }

    private static void add(
            Handle handle, Coordinates letter, DeadLetter.Status action, By by, @Nullable String sentTo) {
        handle.createUpdate("""
                        INSERT INTO docket.dead_letter_action (aggregate_type, partition, generation, "offset", action,
                            operator, idempotency_key, sent_to, note)
                        VALUES (:type, :partition, :generation, :offset, :action, :operator, :key, :sentTo, :note)
                        ON CONFLICT DO NOTHING
                        """)
                .bindMap(coordinates(letter))
                .bind("action", action.name())
                .bind("operator", by.operator())
                .bind("key", by.idempotencyKey())
                .bind("sentTo", sentTo)
                .bind("note", by.note())
                .execute();
    }

    private static Map<String, ?> coordinates(Coordinates at) {
        return Map.of(
                "type", at.type().code(),
                "partition", at.partition(),
                "generation", at.generation(),
                "offset", at.offset());
    }
}
