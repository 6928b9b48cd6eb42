package io.docket.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressReadsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);
    private final ProgressReads progress = new ProgressReads(database.app().jdbi());

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void nothing_lags_where_nothing_is() {
        assertThat(progress.progress()).isEmpty();
        assertThat(progress.lag()).isEqualTo(new Lag(0, Duration.ZERO));
    }

    @Test
    void the_lag_is_that_of_all_partitions_and_its_age_the_worst() {
        Instant now = Instant.now();
        partition(1, 0, 90L, now.minusSeconds(60), 100);
        partition(1, 1, 95L, now.minusSeconds(600), 100);
        partition(2, 0, 100L, now.minusSeconds(6_000), 100);

        Lag lag = progress.lag();

        assertThat(lag.commands()).isEqualTo(15);
        assertThat(lag.age()).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(700));
        assertThat(progress.progress())
                .isEqualTo(Map.of(
                        new CommandPartition(AggregateType.SUPERVISION, 0), new Progress(1, 90),
                        new CommandPartition(AggregateType.SUPERVISION, 1), new Progress(1, 95),
                        new CommandPartition(AggregateType.TICKET, 0), new Progress(1, 100)));
    }

    @Test
    void the_age_is_unknown_where_nothing_was_ever_processed() {
        partition(1, 0, 90L, Instant.now(), 100);
        partition(2, 0, null, Instant.now(), 7);

        assertThat(progress.lag()).isEqualTo(new Lag(17, null));
    }

    @Test
    void topics_are_found_as_they_are_pinned() {
        LayoutReads layouts = new LayoutReads(database.app().jdbi());
        String topic = AggregateType.SUPERVISION.commandTopic();
        rows.row(
                "topic_layout",
                "topic",
                topic,
                "topic_id",
                "id-1",
                "generation",
                2,
                "partitions",
                24,
                "pinned_at",
                "2026-11-02T08:00:00Z");

        assertThat(layouts.layouts())
                .isEqualTo(Map.of(topic, new TopicLayout(topic, "id-1", 2, 24, Instant.parse("2026-11-02T08:00:00Z"))));
    }

    private void partition(int type, int partition, @Nullable Long next, Instant recordTime, long end) {
        if (next != null) {
            rows.row(
                    "progress",
                    "aggregate_type",
                    type,
                    "partition",
                    partition,
                    "generation",
                    1,
                    "next_offset",
                    next,
                    "record_time",
                    recordTime,
                    "updated_at",
                    recordTime);
        }
        rows.row(
                "log_end",
                "aggregate_type",
                type,
                "partition",
                partition,
                "end_offset",
                end,
                "observed_at",
                recordTime);
    }
}
