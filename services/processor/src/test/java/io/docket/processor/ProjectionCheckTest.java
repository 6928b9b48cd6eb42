package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.processor.rebuild.Difference;
import io.docket.processor.rebuild.FoldReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A row that is not the fold of its events is found, whatever is wrong with it.
@OwnSite
class ProjectionCheckTest {
    /// What is done to the rows of one order, and what is said of it.
    private static final Map<String, String> DAMAGE = new LinkedHashMap<>(Map.of(
            "UPDATE docket.supervision SET buyer_id = 'B-9' WHERE supervision_id = :id",
            "the row differs in buyer_id",
            "UPDATE docket.supervision SET paid_amount = 0.01 WHERE supervision_id = :id",
            "the row differs in paid_amount",
            "UPDATE docket.supervision SET version = version + 1 WHERE supervision_id = :id",
            "the row differs in version",
            "DELETE FROM docket.supervision WHERE supervision_id = :id",
            "there is no row",
            "DELETE FROM docket.event_log WHERE aggregate_id = :id",
            "the row has no event",
            "DELETE FROM docket.event_log WHERE aggregate_id = :id AND sequence = 1",
            "sequence 1 is missing in the log, 2 follows"));

    @Test
    void what_was_written_is_the_fold_of_the_log_and_damage_is_found_and_named() throws SQLException {
        List<Order> orders = DAMAGE.keySet().stream().map(_ -> Order.next()).toList();
        try (Site site = Site.start()) {
            orders.forEach(order -> site.produce(order.untilReceipt()));
            try (RunningProcessor _ = site.processor()) {
                site.awaitDecided();
            }
            List<Long> left = new ArrayList<>();
            FoldReport whole = new ProjectionCheck(site.database().app(), (at, end) -> left.add(end - at)).run();
            Map<String, String> expected = new LinkedHashMap<>();
            DAMAGE.forEach((sql, what) -> {
                String id = orders.get(expected.size()).id();
                expected.put(id, what);
                site.database()
                        .app()
                        .jdbi()
                        .useHandle(handle -> assertThat(
                                        handle.createUpdate(sql).bind("id", id).execute())
                                .isPositive());
            });

            FoldReport damaged = new ProjectionCheck(site.database().app(), (_, _) -> {}).run();

            assertThat(whole.differences()).as(whole.toString()).isZero();
            assertThat(whole.aggregates()).isEqualTo(orders.size());
            assertThat(whole.events()).isGreaterThan(orders.size());
            assertThat(left.getLast()).isZero();
            assertThat(damaged.differences()).isEqualTo(DAMAGE.size());
            assertThat(damaged.examples().stream().collect(Collectors.toMap(Difference::id, Difference::what)))
                    .isEqualTo(expected);
        }
    }
}
