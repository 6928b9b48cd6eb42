package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.processor.PublishedMarks.Known;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.PublishedTable.Mark;
import io.docket.store.fixture.DocketTestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// How far events are published, as it is written down.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedMarksTest {
    private final DocketTestDatabase database = DocketTestDatabase.start();

    @BeforeEach
    void begin() {
        database.execute("DELETE FROM docket.progress");
        database.execute("DELETE FROM docket.published");
        database.execute("DELETE FROM docket.event_mark");
        database.execute("""
                INSERT INTO docket.progress (aggregate_type, partition, generation, next_offset, updated_at)
                VALUES (1, 0, 1, 10, now()), (1, 1, 1, 10, now())
                """);
        database.execute("""
                INSERT INTO docket.published (aggregate_type, partition, generation, next_offset)
                VALUES (1, 0, 1, 0), (1, 1, 1, 0)
                """);
    }

    @AfterAll
    void end() {
        database.close();
    }

    @Test
    void what_the_database_has_not_decided_again_yet_is_written_down_once_it_has() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known first = marks.positioned(position(0, 12), mark(0, 0), false);
        Known other = marks.positioned(position(1, 10), mark(1, 0), false);

        marks.reached(List.of(first.reached(mark(0, 12)), other.reached(mark(1, 9))));
        marks.write();
        assertThat(stored()).containsExactly("0: 0", "1: 9");

        database.execute("UPDATE docket.progress SET next_offset = 12 WHERE partition = 0");
        Await.until("what is left is due again", marks::isDue);
        marks.write();
        assertThat(stored()).containsExactly("0: 12", "1: 9");
        assertThat(marks.dueWithin()).as("nothing is left").isGreaterThan(Await.PATIENCE);
    }

    @Test
    void what_another_owner_decides_again_is_not_marked_by_the_one_before() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known known = marks.positioned(position(0, 12), mark(0, 0), false);
        marks.reached(List.of(known.reached(mark(0, 12))));

        marks.revoked(new TopicPartition(AggregateType.SUPERVISION.commandTopic(), 0));
        marks.write();
        database.execute("UPDATE docket.progress SET next_offset = 12 WHERE partition = 0");
        marks.write();

        assertThat(stored()).containsExactly("0: 0", "1: 0");
    }

    @Test
    void what_was_published_before_a_restored_database_took_its_events_is_not_written_down() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known before = marks.positioned(position(0, 12), mark(0, 0), false);
        marks.reached(List.of(before.reached(mark(0, 12))));

        Known after = marks.positioned(position(0, 10), mark(0, 3), true);
        // Read from the event log before.
        marks.reached(List.of(before.reached(mark(0, 12))));
        database.execute("UPDATE docket.progress SET next_offset = 12 WHERE partition = 0");
        marks.write();

        assertThat(stored()).containsExactly("0: 0", "1: 0");
        assertThat(after.mark()).isEqualTo(mark(0, 3));
        assertThat(marks.of(Poll.partition(position(0, 10)))).isEqualTo(after);
    }

    @Test
    void what_was_read_from_a_database_before_it_was_restored_says_nothing_of_what_it_decides_anew()
            throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known behind = marks.positioned(position(0, 12), mark(0, 4), false);

        // Committed up to 12 here, but published only up to 4 when the database went back to 10.
        Known after = marks.positioned(position(0, 10), mark(0, 4), true);
        marks.reached(List.of(behind.reached(mark(0, 12))));
        assertThat(marks.of(Poll.partition(position(0, 10)))).isEqualTo(after);

        marks.reached(List.of(after.reached(mark(0, 10))));
        marks.write();
        assertThat(stored()).containsExactly("0: 10", "1: 0");
    }

    @Test
    void a_position_that_is_only_read_again_disturbs_nothing_that_is_under_way() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known known = marks.positioned(position(0, 8), mark(0, 4), false);

        marks.positioned(position(0, 10), mark(0, 4), false);
        marks.reached(List.of(known.reached(mark(0, 8))));
        marks.write();

        assertThat(stored()).containsExactly("0: 8", "1: 0");
    }

    @Test
    void where_acknowledged_events_lie_is_kept_though_a_later_one_was_not_acknowledged() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known known = marks.positioned(position(0, 10), mark(0, 0), false);

        acknowledged(marks, 0, 4, 2, 70);
        marks.reached(List.of(known.reached(mark(0, 5))));
        acknowledged(marks, 0, 5, 2, 71);
        marks.forgetEvents();
        marks.write();

        assertThat(texts("""
                SELECT format('%s of %s: %s', event_partition, partition, next_offset) FROM docket.event_mark
                """)).containsExactly("2 of 0: 71");
    }

    @Test
    void the_furthest_of_each_place_counts_in_whatever_order_they_are_acknowledged() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        Known first = marks.positioned(position(0, 10), mark(0, 0), false);
        Known other = marks.positioned(position(1, 10), mark(1, 0), false);

        acknowledged(marks, 0, 4, 2, 70);
        acknowledged(marks, 1, 7, 2, 71);
        acknowledged(marks, 0, 3, 3, 9);
        acknowledged(marks, 0, 2, 2, 69);
        marks.reached(List.of(first.reached(mark(0, 5)), other.reached(mark(1, 8))));
        acknowledged(marks, 0, 5, 2, 72);
        // Not decided in this database: the mark of its place does not move.
        acknowledged(marks, 1, 10, 2, 73);
        marks.reached(List.of(first.reached(mark(0, 6)), other.reached(mark(1, 9))));
        marks.write();

        assertThat(texts("""
                SELECT format('%s of %s: %s', event_partition, partition, next_offset) FROM docket.event_mark ORDER BY 1
                """)).containsExactly("2 of 0: 73", "3 of 0: 10");
    }

    private static void acknowledged(PublishedMarks marks, int partition, long command, int eventPartition, long at) {
        marks.acknowledged(new Coordinates(AggregateType.SUPERVISION, 1, partition, command), eventPartition, at);
    }

    private List<String> stored() {
        return texts("SELECT format('%s: %s', partition, next_offset) FROM docket.published ORDER BY 1");
    }

    private List<String> texts(String sql) {
        return database.app()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static LogPosition position(int partition, long nextOffset) {
        return new LogPosition(AggregateType.SUPERVISION, partition, 1, nextOffset, null, null);
    }

    private static Mark mark(int partition, long nextOffset) {
        return new Mark(AggregateType.SUPERVISION, partition, 1, nextOffset);
    }
}
