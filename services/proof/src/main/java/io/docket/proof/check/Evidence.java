package io.docket.proof.check;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.processor.rebuild.FoldReport;
import io.docket.proof.history.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is known after a run: of the clients, the log, the database and the events topics.
///
/// @param log what a reader of committed records finds on the command topics, those of ended generations included
/// @param lost lay on a topic that was replaced before they were decided; nobody promised them anything
/// @param outcomes as the database has them
/// @param events the event log, in log order
/// @param published what lies on the events topics, in their order
/// @param rows the states
/// @param projections what folding everything says
/// @param early ids of events that were seen before they were committed
/// @param seen how many events were watched for that
public record Evidence(
        List<Attempt> attempts,
        Map<Coordinates, LogRecord> log,
        Set<Coordinates> lost,
        List<OutcomeRow> outcomes,
        List<Logged> events,
        List<Published> published,
        List<StateRow> rows,
        FoldReport projections,
        List<String> early,
        long seen) {

    /// A record of a command topic.
    public record LogRecord(Coordinates at, String key, Map<String, String> headers, String value) {
        /// Of the try that brought it there.
        @Nullable
        String trace() {
            return headers.get("ce_traceparent");
        }
    }

    /// What became of a record.
    ///
    /// @param first whom a repeat or a mismatch points to
    public record OutcomeRow(
            Coordinates at,
            Kind kind,
            String aggregateId,
            String commandId,
            @Nullable Coordinates first) {}

    /// Kinds of outcomes.
    public enum Kind {
        /// By events or a refusal.
        DECIDED,
        /// Accepted without an event.
        NOTED,
        REPEAT,
        MISMATCH,
        DEAD
    }

    /// A row of the event log.
    public record Logged(
            Coordinates at,
            int index,
            long sequence,
            String aggregateId,
            String eventType,
            @Nullable String refusalCode,
            String actor,
            String commandId,
            String data) {
        String id() {
            return at + "/" + index;
        }

        boolean isRefusal() {
            return refusalCode != null;
        }
    }

    /// A record of an events topic.
    public record Published(String topic, int partition, String key, Map<String, String> headers, String data) {
        String id() {
            return headers.getOrDefault("ce_id", "");
        }
    }

    /// Where an aggregate stands.
    ///
    /// @param columns those that its last event names as well, under the event's names
    public record StateRow(AggregateType type, String id, long version, Map<String, String> columns) {}
}
