package io.docket.store.batch;

import io.docket.domain.AggregateType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a command partition has been decided.
///
/// @param nextOffset everything before it has its outcome
/// @param leaderEpoch of the last record, for truncation detection; null: unknown
/// @param recordTime timestamp of the last record decided; null: none yet
public record LogPosition(
        AggregateType type,
        int partition,
        int generation,
        long nextOffset,
        @Nullable Integer leaderEpoch,
        @Nullable Instant recordTime) {}
