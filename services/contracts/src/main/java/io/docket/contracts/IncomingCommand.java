package io.docket.contracts;

import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One command as it was read from the log.
///
/// @param commandType its wire name (`request-refund`)
/// @param command its data is a `SupervisionCommand`, `TicketCommand` or `ProductCommand`, as `type` says
/// @param source who sent it, a URI (`/gateway`)
/// @param time when it was wanted, to the microsecond; null: the sender does not say
/// @param traceparent W3C trace context; null where there is none, or none that is well-formed
/// @param data as sent, unknown fields included, but never with a clear authorization code; empty where it was no JSON
/// object or bears characters that no database keeps
/// @param digest of type, actor, seller and data in canonical form; tells a repeat from another content
public record IncomingCommand(
        AggregateType type,
        String commandType,
        Command<?> command,
        String source,
        @Nullable Instant time,
        @Nullable String traceparent,
        ObjectNode data,
        UUID digest) {}
