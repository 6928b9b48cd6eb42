package io.docket.processor;

import io.docket.processor.PublishedMarks.Known;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// What a batch has committed, for publishing without reading it again.
///
/// @param known how far each partition was published when it was committed; absent: not owned any more
record Handover(List<LogPosition> from, List<LogPosition> to, Map<TopicPartition, Known> known, List<LoggedRow> rows) {
    static final Handover NOTHING = new Handover(List.of(), List.of(), Map.of(), List.of());
}
