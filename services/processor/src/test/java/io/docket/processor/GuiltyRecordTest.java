package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Coordinates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A batch that the database refuses.
class GuiltyRecordTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void for_its_data_it_is_split_until_the_guilty_record_is_alone() throws SQLException {
        Order guilty = Order.next();
        asOwner("""
                CREATE FUNCTION docket.test_refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'guilty' USING ERRCODE = '22000'; END $$
                """);
        asOwner("""
                CREATE TRIGGER test_refuse BEFORE INSERT ON docket.supervision FOR EACH ROW
                WHEN (NEW.supervision_id = '%s') EXECUTE FUNCTION docket.test_refuse()
                """.formatted(guilty.id()));
        List<Order> innocent = new ArrayList<>();
        List<Coordinates> theirs = new ArrayList<>();
        List<Coordinates> his = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            innocent.add(Order.next());
            theirs.addAll(site.produce(innocent.getLast().story()));
            if (i == 11) {
                his.addAll(site.produce(guilty.untilReceipt()));
            }
        }

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        } finally {
            asOwner("DROP TRIGGER test_refuse ON docket.supervision");
            asOwner("DROP FUNCTION docket.test_refuse()");
        }

        assertThat(outcomes.of(his))
                .containsExactly(
                        "dead letter DECIDE_FAILED", "refused UNKNOWN_SUPERVISION", "refused UNKNOWN_SUPERVISION");
        assertThat(outcomes.of(theirs)).noneMatch(outcome -> outcome.startsWith("dead letter"));
        outcomes.assertOneForEach(theirs);
        outcomes.assertFolded(innocent);
        assertThat(site.texts("SELECT node FROM docket.supervision WHERE supervision_id = ANY (?)", (Object)
                        innocent.stream().map(Order::id).toArray(String[]::new)))
                .containsOnly("COMPLETED");
    }

    @Test
    void for_a_missing_permission_it_waits_and_nothing_is_a_dead_letter() throws SQLException {
        Order order = Order.next();
        asOwner("REVOKE INSERT ON docket.supervision FROM docket");
        List<Coordinates> commands = site.produce(order.untilReceipt());
        try (RunningProcessor running = site.processor()) {
            Await.until("it was tried thrice", () -> running.counted("docket.batch.retries") >= 3);
            assertThat(outcomes.of(commands)).containsOnly("");

            asOwner("GRANT INSERT ON docket.supervision TO docket");
            site.awaitDecided();
        } finally {
            asOwner("GRANT INSERT ON docket.supervision TO docket");
        }

        assertThat(outcomes.of(commands)).containsExactly("opened", "code-issued", "delivery-confirmed");
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = site.database().as("docket_owner").getConnection();
                Statement statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        }
    }
}
