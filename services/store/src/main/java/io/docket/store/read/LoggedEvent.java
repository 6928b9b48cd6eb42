package io.docket.store.read;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An event or a refusal, as recorded.
///
/// @param at of the command
/// @param index which of the command's events, from 0
/// @param sequence the aggregate's version after it; a refusal's is the unchanged version
/// @param time the decision time
/// @param eventType past tense (`refund-requested`), or `refused`
/// @param refusalCode null: an event
/// @param data JSON
public record LoggedEvent(
        AggregateType type,
        Coordinates at,
        int index,
        long sequence,
        Instant time,
        Instant recordedAt,
        String aggregateId,
        String sellerId,
        String eventType,
        @Nullable String refusalCode,
        String actor,
        String commandId,
        @Nullable String traceparent,
        String data) {

    /// What [#read] needs.
    public static final String COLUMNS = """
            aggregate_type, generation, partition, "offset", index, sequence, time, recorded_at, aggregate_id,
            seller_id, event_type, refusal_code, actor, command_id, traceparent, data
            """;

    public boolean isRefusal() {
        return refusalCode != null;
    }

    /// Of a result that has [#COLUMNS].
    public static LoggedEvent read(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        AggregateType type = AggregateType.ofCode(result.getInt("aggregate_type"));
        return new LoggedEvent(
                type,
                new Coordinates(
                        type, result.getInt("generation"), result.getInt("partition"), result.getLong("offset")),
                result.getInt("index"),
                result.getLong("sequence"),
                row.instant("time"),
                row.instant("recorded_at"),
                row.text("aggregate_id"),
                row.text("seller_id"),
                row.text("event_type"),
                row.textOrNull("refusal_code"),
                row.text("actor"),
                row.text("command_id"),
                row.textOrNull("traceparent"),
                row.text("data"));
    }
}
