package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.PublishedTable.Mark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two consumers of one processor: one was held up with a partition in its hands, was dismissed, and hears of it only
/// when the other has that partition.
@OwnSite
class PublisherClaimsTest {
    private static final TopicPartition PARTITION = new TopicPartition(AggregateType.SUPERVISION.commandTopic(), 0);

    private final Site site = Site.start();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final PositionSource heldUp = new FromTheBeginning();
    private final PositionSource present = new FromTheBeginning();
    private Publisher publisher;

    @BeforeEach
    void begin() throws SQLException {
        LayoutWatch layout = new LayoutWatch(site.database().app(), site.topics(), Duration.ofSeconds(1));
        layout.check();
        publisher = new Publisher(
                site.database().app(),
                layout,
                new ProcessorMetrics(new SimpleMeterRegistry(), layout),
                site.options(),
                stopping);
        publisher.start();
    }

    @AfterEach
    void end() {
        stopping.countDown();
        publisher.close();
        site.close();
    }

    @Test
    void what_the_other_commits_is_published_after_the_first_has_heard_that_it_lost_the_partition() {
        assertThat(positioned(heldUp, publisher.now(), 0)).isTrue();
        assertThat(positioned(present, publisher.now(), 0)).isTrue();

        publisher.revoked(heldUp, List.of(PARTITION));
        commit(0);

        awaitPublished("sc.1:0:0/0");
    }

    @Test
    void what_the_first_has_read_before_the_other_committed_is_not_believed() {
        long before = publisher.now();
        assertThat(positioned(present, publisher.now(), 0)).isTrue();
        commit(0);

        assertThat(positioned(heldUp, before, 0)).isFalse();
        publisher.revoked(heldUp, List.of(PARTITION));
        commit(1);

        awaitPublished("sc.1:0:0/0", "sc.1:0:1/0");
    }

    @Test
    void nothing_is_known_of_a_partition_that_nobody_has_any_more() {
        assertThat(positioned(heldUp, publisher.now(), 0)).isTrue();
        assertThat(positioned(present, publisher.now(), 0)).isTrue();
        publisher.revoked(present, List.of(PARTITION));
        publisher.revoked(heldUp, List.of(PARTITION));
        commit(0);

        assertThat(positioned(present, publisher.now(), 1)).isTrue();
        commit(1);

        awaitPublished("sc.1:0:1/0");
        assertThat(published()).as("another owner's to publish").doesNotContain("sc.1:0:0/0");
    }

    private boolean positioned(PositionSource owner, long readAt, long nextOffset) {
        return publisher.positioned(
                owner, readAt, position(nextOffset), new Mark(AggregateType.SUPERVISION, 0, 1, nextOffset), null);
    }

    private void commit(long offset) {
        publisher.committed(List.of(position(offset)), List.of(position(offset + 1)), List.of(row(offset)));
    }

    private static LogPosition position(long nextOffset) {
        return new LogPosition(AggregateType.SUPERVISION, 0, 1, nextOffset, null, null);
    }

    private static LoggedRow row(long offset) {
        return new LoggedRow(
                new Coordinates(AggregateType.SUPERVISION, 1, 0, offset),
                0,
                "CLAIMED/1",
                "S-1",
                offset + 1,
                "remarked",
                null,
                "platform:p",
                "command-" + offset,
                Instant.EPOCH,
                null,
                new UUID(0, offset),
                "{}");
    }

    private void awaitPublished(String... ids) {
        Await.until("they are published", () -> published().containsAll(List.of(ids)));
        assertThat(published()).doesNotHaveDuplicates();
    }

    private List<String> published() {
        return PublishedEvents.all(site, AggregateType.SUPERVISION).stream()
                .map(PublishedEvents.Published::id)
                .toList();
    }
}
