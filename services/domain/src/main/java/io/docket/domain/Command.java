package io.docket.domain;

import org.jspecify.annotations.Nullable;

/// What somebody wants or reports, with who and on whose behalf.
///
/// @param id unique per aggregate
/// @param expectedVersion the version that the sender saw, if he said so
/// @param data what is wanted
/// @param <D> the aggregate's command data
public record Command<D>(
        String id,
        String aggregateId,
        Actor actor,
        String sellerId,
        @Nullable Long expectedVersion,
        D data) {}
