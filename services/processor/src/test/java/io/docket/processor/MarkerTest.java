package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.CommandEncoder;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/// Transactional producers leave markers between the records.
class MarkerTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void positions_pass_over_them_and_what_was_aborted_has_no_outcome() throws Exception {
        Order order = Order.next();
        try (KafkaProducer<byte[], byte[]> producer = site.producer(Map.of("transactional.id", order.id()))) {
            producer.initTransactions();
            producer.beginTransaction();
            Coordinates aborted = send(producer, order);
            producer.abortTransaction();
            producer.beginTransaction();
            Coordinates committed = send(producer, order);
            producer.commitTransaction();

            try (RunningProcessor _ = site.processor()) {
                site.awaitDecided();
                assertThat(outcomes.of(List.of(aborted, committed))).containsExactly("", "opened");
                assertThat(committed.offset()).as("a marker lies between").isEqualTo(aborted.offset() + 2);

                producer.beginTransaction();
                Coordinates alone = send(producer, order);
                producer.abortTransaction();
                site.awaitDecided();
                assertThat(outcomes.of(List.of(alone))).containsExactly("");
                assertThat(site.progress(AggregateType.SUPERVISION))
                        .containsEntry(alone.partition(), alone.offset() + 2);
                site.awaitPublished();

                Coordinates after = site.produce(order.issueCode());
                site.awaitDecided();
                assertThat(outcomes.of(List.of(after))).containsExactly("code-issued");
            }
        }
        outcomes.assertFolded(List.of(order));
    }

    private static Coordinates send(KafkaProducer<byte[], byte[]> producer, Order order) throws Exception {
        RecordMetadata at = producer.send(CommandEncoder.encode(order.open(), Site.PARTITIONS))
                .get();
        return new Coordinates(AggregateType.SUPERVISION, 1, at.partition(), at.offset());
    }
}
