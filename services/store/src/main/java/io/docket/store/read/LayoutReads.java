package io.docket.store.read;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// The topics as they are pinned.
public final class LayoutReads {

    private static final int TOPICS_MAX = 100;

    private final Jdbi jdbi;

    public LayoutReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// By topic; empty before the processor has ever started.
    public Map<String, TopicLayout> layouts() {
        String sql = "SELECT topic, topic_id, generation, partitions, pinned_at FROM docket.topic_layout LIMIT :rows";
        return jdbi
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("rows", TOPICS_MAX)
                        .map((result, context) -> {
                            Columns row = new Columns(result);
                            return new TopicLayout(
                                    row.text("topic"),
                                    row.text("topic_id"),
                                    result.getInt("generation"),
                                    result.getInt("partitions"),
                                    row.instant("pinned_at"));
                        })
                        .list())
                .stream()
                .collect(Collectors.toUnmodifiableMap(TopicLayout::topic, Function.identity()));
    }
}
