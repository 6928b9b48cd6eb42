package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Coordinates;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/// What a batch holds at most.
class BatchSizeTest {
    private static final int BYTES_MAX = 1024 * 1024;

    private final Site site = Site.shared();

    @Test
    void a_batch_has_no_more_bytes_than_allowed_however_many_partitions_it_comes_from() {
        List<Coordinates> large = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            byte[] key = "large".getBytes(StandardCharsets.UTF_8);
            large.add(site.produce(new ProducerRecord<>(
                    "docket.ticket-commands.v1", i % Site.PARTITIONS, key, new byte[250_000 + i])));
        }

        try (RunningProcessor _ =
                site.processor(options -> options.withConcurrency(1).withPollBytesMax(BYTES_MAX))) {
            site.awaitDecided();
        }

        List<Row> batches = site.rows("""
                SELECT recorded_at, sum(value_bytes) AS bytes, count(*) AS letters FROM docket.dead_letter
                WHERE record_key = 'large' GROUP BY recorded_at
                """);
        assertThat(batches.stream().mapToLong(batch -> batch.number("letters")).sum())
                .isEqualTo(large.size());
        assertThat(batches)
                .allSatisfy(batch -> assertThat(batch.number("bytes")).isLessThanOrEqualTo(BYTES_MAX));
    }
}
