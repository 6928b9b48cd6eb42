package io.docket.contracts;

import io.docket.domain.AggregateType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A command on its way to the log.
///
/// @param commandType its wire name (`request-refund`)
/// @param id unique per aggregate
/// @param subject the aggregate's id; the record's key
/// @param actor `role:id`
/// @param time when it was wanted; null: the record's timestamp counts
/// @param source who sends it, a URI (`/gateway`)
/// @param expectedVersion the version that the sender saw, if he says so
/// @param data a JSON object in UTF-8; an authorization code in it is already sealed
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to the producer; nobody compares commands
public record OutgoingCommand(
        AggregateType type,
        String commandType,
        String id,
        String subject,
        String actor,
        String sellerId,
        @Nullable Instant time,
        String source,
        @Nullable Long expectedVersion,
        @Nullable String traceparent,
        byte[] data) {}
