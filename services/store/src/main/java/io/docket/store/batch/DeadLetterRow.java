package io.docket.store.batch;

import io.docket.domain.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A record that could not be decoded or decided.
///
/// @param headers a JSON array of `[name, value]`
/// @param valueSealed its bytes, encrypted; null: it had none
/// @param frameSealed key and headers byte by byte, encrypted
/// @param valueBytes how many they are in clear
public record DeadLetterRow(
        Coordinates at,
        String reason,
        String detail,
        @Nullable String key,
        String headers,
        byte @Nullable [] valueSealed,
        byte[] frameSealed,
        int valueBytes,
        Instant recordTime) {}
