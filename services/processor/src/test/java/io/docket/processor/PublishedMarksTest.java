package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.PublishedTable.Mark;
import io.docket.store.fixture.DocketTestDatabase;
import java.sql.SQLException;
import java.util.List;
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

        marks.reached(List.of(mark(0, 12), mark(1, 9)));
        marks.write();
        assertThat(stored()).containsExactly("0: 0", "1: 9");

        database.execute("UPDATE docket.progress SET next_offset = 12 WHERE partition = 0");
        Await.until("what is left is due again", marks::isDue);
        marks.write();
        assertThat(stored()).containsExactly("0: 12", "1: 9");
        assertThat(marks.dueWithin()).as("nothing is left").isGreaterThan(Await.PATIENCE);
    }

    @Test
    void what_was_published_before_a_restored_database_took_its_events_is_not_written_down() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());
        LogPosition before = new LogPosition(AggregateType.SUPERVISION, 0, 1, 12, null, null);
        marks.positioned(before, mark(0, 0));
        marks.reached(List.of(mark(0, 12)));

        marks.positioned(new LogPosition(AggregateType.SUPERVISION, 0, 1, 10, null, null), mark(0, 3));
        database.execute("UPDATE docket.progress SET next_offset = 12 WHERE partition = 0");
        marks.write();

        assertThat(stored()).containsExactly("0: 0", "1: 0");
        assertThat(marks.of(Poll.partition(before))).isEqualTo(mark(0, 3));
    }

    @Test
    void where_acknowledged_events_lie_is_kept_though_a_later_one_was_not_acknowledged() throws SQLException {
        PublishedMarks marks = new PublishedMarks(database.app());

        acknowledged(marks, 0, 4, 2, 70);
        marks.reached(List.of(mark(0, 5)));
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

        acknowledged(marks, 0, 4, 2, 70);
        acknowledged(marks, 1, 7, 2, 71);
        acknowledged(marks, 0, 3, 3, 9);
        acknowledged(marks, 0, 2, 2, 69);
        marks.reached(List.of(mark(0, 5), mark(1, 8)));
        acknowledged(marks, 0, 5, 2, 72);
        // Not decided in this database: the mark of its place does not move.
        acknowledged(marks, 1, 10, 2, 73);
        marks.reached(List.of(mark(0, 6), mark(1, 9)));
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

    private static Mark mark(int partition, long nextOffset) {
        return new Mark(AggregateType.SUPERVISION, partition, 1, nextOffset);
    }
}
