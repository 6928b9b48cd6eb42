package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.EventData;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.store.batch.SupervisionTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of commands, as the database tells it.
final class Outcomes {
    private final Site site;

    Outcomes(Site site) {
        this.site = site;
    }

    /// In words, one for each: `opened`, `refused CODE_RECEIVED`, `repeat of sc.1:0:7`, `mismatch with sc.1:0:7`,
    /// `noted`, `dead letter SKEWED`. Two outcomes of one command are both there.
    List<String> of(List<Coordinates> commands) {
        return commands.stream()
                .map(command -> String.join(" AND ", this.of(command)))
                .toList();
    }

    private List<String> of(Coordinates at) {
        return site.texts(
                """
                SELECT event_type || coalesce(' ' || refusal_code, '') FROM docket.event_log
                WHERE partition = ? AND "offset" = ? AND aggregate_type = ? AND generation = ? AND index = 0
                UNION ALL
                SELECT kind || CASE kind WHEN 'repeat' THEN ' of ' WHEN 'mismatch' THEN ' with ' ELSE '' END
                            || coalesce(concat_ws(':', 'sc.' || first_generation, first_partition, first_offset), '')
                FROM docket.silent_outcome
                WHERE partition = ? AND "offset" = ? AND aggregate_type = ? AND generation = ?
                UNION ALL
                SELECT 'dead letter ' || reason FROM docket.dead_letter
                WHERE partition = ? AND "offset" = ? AND aggregate_type = ? AND generation = ?
                """,
                at.partition(),
                at.offset(),
                at.type().code(),
                at.generation(),
                at.partition(),
                at.offset(),
                at.type().code(),
                at.generation(),
                at.partition(),
                at.offset(),
                at.type().code(),
                at.generation());
    }

    /// The promise: each has one, and only one.
    void assertOneForEach(Collection<Coordinates> commands) {
        Map<Coordinates, Long> found = new HashMap<>();
        site.rows("""
                SELECT aggregate_type, generation, partition, "offset", count(*) AS outcomes
                FROM (SELECT aggregate_type, generation, partition, "offset" FROM docket.event_log WHERE index = 0
                      UNION ALL
                      SELECT aggregate_type, generation, partition, "offset" FROM docket.silent_outcome
                      UNION ALL
                      SELECT aggregate_type, generation, partition, "offset" FROM docket.dead_letter) AS outcome
                GROUP BY 1, 2, 3, 4
                """).forEach(row -> found.put(at(row), row.number("outcomes")));
        Map<Coordinates, Long> expected = new HashMap<>();
        commands.forEach(command -> expected.put(command, 1L));
        found.keySet().retainAll(new HashSet<>(commands));
        assertThat(found).isEqualTo(expected);
    }

    /// Of every command in words: `opened`, `refused CODE_RECEIVED`, `repeat`, `silently`, `dead letter SKEWED`.
    Map<Coordinates, String> all() {
        Map<Coordinates, String> outcomes = new HashMap<>();
        site.rows("""
                SELECT aggregate_type, generation, partition, "offset",
                       string_agg(said, ' ' ORDER BY index) AS said
                FROM (SELECT aggregate_type, generation, partition, "offset", index,
                             coalesce('refused ' || refusal_code, event_type) AS said
                      FROM docket.event_log
                      UNION ALL
                      SELECT aggregate_type, generation, partition, "offset", 0,
                             CASE kind WHEN 'noted' THEN 'silently' ELSE kind END
                      FROM docket.silent_outcome
                      UNION ALL
                      SELECT aggregate_type, generation, partition, "offset", 0, 'dead letter ' || reason
                      FROM docket.dead_letter) AS outcome
                GROUP BY 1, 2, 3, 4
                """).forEach(row -> outcomes.put(at(row), String.valueOf(row.text("said"))));
        return outcomes;
    }

    private static Coordinates at(Row row) {
        return new Coordinates(
                AggregateType.ofCode(row.number("aggregate_type").intValue()),
                row.number("generation").intValue(),
                row.number("partition").intValue(),
                row.number("offset"));
    }

    /// Each supervision's row is what its events fold to, and their sequence has no gaps.
    void assertFolded(Collection<Order> orders) {
        try (Connection connection = site.database().app().connection()) {
            Set<String> ids = new HashSet<>();
            orders.forEach(order -> ids.add(order.id()));
            Map<String, Supervision> stored = SupervisionTable.load(connection, ids);
            assertThat(stored.keySet()).isEqualTo(ids);
            for (Supervision supervision : stored.values()) {
                assertThat(fold(supervision))
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        // The public event says the code masked; its hash is the vault's.
                        .ignoringFields("code.hash")
                        .isEqualTo(supervision);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The states cannot be read", e);
        }
    }

    private Supervision fold(Supervision stored) {
        Supervision folded = null;
        List<Row> events = site.rows("""
                SELECT event_type, seller_id, sequence, time, data FROM docket.event_log
                WHERE aggregate_id = ? AND aggregate_type = 1 AND refusal_code IS NULL
                ORDER BY sequence, generation, "offset", index
                """, stored.id());
        long sequence = 0;
        for (Row event : events) {
            sequence++;
            assertThat(event.number("sequence"))
                    .as("events of %s without a gap", stored.id())
                    .isEqualTo(sequence);
            folded = SupervisionFold.apply(
                    folded,
                    stored.id(),
                    String.valueOf(event.text("seller_id")),
                    EventData.readSupervision(
                            String.valueOf(event.text("event_type")),
                            event.time("time"),
                            String.valueOf(event.text("data"))));
        }
        if (folded == null) {
            throw new AssertionError("No events of " + stored.id());
        }
        return folded;
    }
}
