package io.docket.store.read;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What became of a range of the log, counted.
public final class ImportReads {
    /// Refusals shown as examples.
    public static final int EXAMPLES_MAX = 20;

    private final Jdbi jdbi;

    public ImportReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// @param refusals how many of each code
    /// @param silent how many of each kind of silent outcome
    /// @param examples the first refusals, in log order
    public record Outcomes(
            long applied,
            long deadLetters,
            Map<String, Long> refusals,
            Map<String, Long> silent,
            List<Refusal> examples) {}

    public record Refusal(long offset, String aggregateId, String code, String command, String message) {}

    /// @param first the first offset of the range
    /// @param last the last, inclusive
    public Outcomes between(CommandPartition partition, int generation, long first, long last) {
        return jdbi.withHandle(handle -> {
            Map<String, Long> byCode = counts(handle, partition, generation, first, last, """
                    SELECT coalesce(refusal_code, '') AS what, count(*) AS many FROM docket.event_log
                    WHERE partition = :partition AND aggregate_type = :type AND generation = :generation
                      AND "offset" BETWEEN :first AND :last
                      AND index = 0
                    GROUP BY 1
                    """);
            Long applied = byCode.remove("");
            Map<String, Long> silent = counts(handle, partition, generation, first, last, """
                    SELECT kind AS what, count(*) AS many FROM docket.silent_outcome
                    WHERE partition = :partition AND aggregate_type = :type AND generation = :generation
                      AND "offset" BETWEEN :first AND :last
                    GROUP BY 1
                    """);
            Map<String, Long> dead = counts(handle, partition, generation, first, last, """
                    SELECT 'dead' AS what, count(*) AS many FROM docket.dead_letter
                    WHERE partition = :partition AND aggregate_type = :type AND generation = :generation
                      AND "offset" BETWEEN :first AND :last
                    """);
            List<Refusal> examples = handle.createQuery("""
                            SELECT "offset", aggregate_id, refusal_code, data ->> 'command' AS command,
                                   data ->> 'message' AS message
                            FROM docket.event_log
                            WHERE partition = :partition AND aggregate_type = :type AND generation = :generation
                              AND "offset" BETWEEN :first AND :last AND refusal_code IS NOT NULL
                            ORDER BY "offset" LIMIT :examples
                            """)
                    .bind("partition", partition.partition())
                    .bind("type", partition.type().code())
                    .bind("generation", generation)
                    .bind("first", first)
                    .bind("last", last)
                    .bind("examples", EXAMPLES_MAX)
                    .map((row, _) -> new Refusal(
                            row.getLong("offset"),
                            row.getString("aggregate_id"),
                            row.getString("refusal_code"),
                            row.getString("command"),
                            row.getString("message")))
                    .list();
            return new Outcomes(applied == null ? 0 : applied, dead.getOrDefault("dead", 0L), byCode, silent, examples);
        });
    }

    private static Map<String, Long> counts(
            Handle handle, CommandPartition partition, int generation, long first, long last, String sql) {
        Map<String, Long> counts = new TreeMap<>();
        handle.createQuery(sql)
                .bind("partition", partition.partition())
                .bind("type", partition.type().code())
                .bind("generation", generation)
                .bind("first", first)
                .bind("last", last)
                .map((row, _) -> Map.entry(row.getString("what"), row.getLong("many")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
