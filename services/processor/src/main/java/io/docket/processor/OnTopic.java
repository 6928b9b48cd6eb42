package io.docket.processor;

import io.docket.store.batch.LoggedRow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What of the event log belongs on the events topic and is not there yet.
final class OnTopic {
    private static final String REFUSED_DEADLINE = "\"command\":\"deadline-elapsed\"";

    /// What was there before this database had decided it.
    private final Map<TopicPartition, PublishedAhead> before = new ConcurrentHashMap<>();

    /// @param ahead null: nothing, or it is decided here by now
    void positioned(@Nullable PublishedAhead ahead) {
        if (ahead != null) {
            before.put(ahead.commands(), ahead);
        }
    }

    void revoked(TopicPartition partition) {
        before.remove(partition);
    }

    boolean lacks(LoggedRow row) {
        if (!isPublic(row.refusalCode(), row.data())) {
            return false;
        }
        PublishedAhead ahead = before.isEmpty()
                ? null
                : before.get(new TopicPartition(
                        row.at().type().commandTopic(), row.at().partition()));
        return ahead == null
                || ahead.generation() != row.at().generation()
                || !ahead.holds(row.aggregateId(), row.at().offset(), row.index());
    }

    /// Refusals of the clock's command concern nobody else.
    static boolean isPublic(@Nullable String refusalCode, String data) {
        return refusalCode == null || !data.contains(REFUSED_DEADLINE);
    }
}
