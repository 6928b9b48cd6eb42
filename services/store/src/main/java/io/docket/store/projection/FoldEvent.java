package io.docket.store.projection;

import java.time.Instant;

/// What became true of an aggregate, as the log has it.
///
/// @param key the aggregate's id as UTF-8, by whose bytes the log is ordered
/// @param sequence the aggregate's version after it
/// @param data JSON
public record FoldEvent(
        @SuppressWarnings("ArrayRecordComponent") byte[] key,
        String aggregateId,
        String sellerId,
        long sequence,
        String type,
        Instant time,
        String data) {}
