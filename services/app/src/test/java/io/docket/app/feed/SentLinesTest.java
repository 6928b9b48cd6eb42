package io.docket.app.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.store.read.CommandPartition;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SentLinesTest {
    private static final CommandPartition PARTITION = new CommandPartition(AggregateType.TICKET, 3);

    @Test
    void what_others_sent_in_between_is_not_ours() {
        SentLines sent = new SentLines();

        for (int offset : new int[] {10, 11, 12, 15, 16}) {
            sent.add(PARTITION, offset, offset * 100);
        }

        List<SentLines.Run> runs = Objects.requireNonNull(sent.runs().get(PARTITION));
        assertThat(runs).extracting(SentLines.Run::first).containsExactly(10L, 15L);
        assertThat(runs).extracting(SentLines.Run::last).containsExactly(12L, 16L);
        assertThat(runs.getLast().lineAt(16)).isEqualTo(1_600);
        assertThat(sent.lastOffsets()).containsEntry(PARTITION, 16L);
    }

    @Test
    void a_long_run_remembers_every_line() {
        SentLines sent = new SentLines();

        for (int offset = 0; offset < 100_000; offset++) {
            sent.add(PARTITION, offset, offset + 1);
        }

        List<SentLines.Run> runs = Objects.requireNonNull(sent.runs().get(PARTITION));
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst().lineAt(99_999)).isEqualTo(100_000);
    }
}
