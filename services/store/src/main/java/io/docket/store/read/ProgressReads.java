package io.docket.store.read;

import io.docket.domain.AggregateType;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/// How far the log is processed.
public final class ProgressReads {

    private static final int PARTITIONS_MAX = 10_000;

    private final Jdbi jdbi;

    public ProgressReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public Map<CommandPartition, Progress> progress() {
        String sql = "SELECT aggregate_type, partition, generation, next_offset FROM docket.progress LIMIT :rows";
        return jdbi
                .withHandle(handle -> handle.createQuery(sql)
                        .bind("rows", PARTITIONS_MAX)
                        .map((row, context) -> Map.entry(
                                new CommandPartition(
                                        AggregateType.ofCode(row.getInt("aggregate_type")), row.getInt("partition")),
                                new Progress(row.getInt("generation"), row.getLong("next_offset"))))
                        .list())
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Of all command topics together, as `report.freshness` shows it.
    public Lag lag() {
        String sql = """
                SELECT coalesce(sum(lag_commands), 0) AS commands,
                       (max(lag_seconds) * 1000)::bigint AS age_ms,
                       coalesce(bool_or(lag_commands > 0 AND lag_seconds IS NULL), false) AS never_processed
                FROM report.freshness
                """;
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .map((row, context) -> new Lag(
                        row.getLong("commands"),
                        row.getBoolean("never_processed") ? null : Duration.ofMillis(row.getLong("age_ms"))))
                .one());
    }
}
