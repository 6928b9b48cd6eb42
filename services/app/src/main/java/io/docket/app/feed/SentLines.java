package io.docket.app.feed;

import io.docket.store.read.CommandPartition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which line stands at which offset. Others may write to the log at the same time, so what was sent is runs of offsets
/// with gaps between them.
final class SentLines {
    private final Map<CommandPartition, List<Run>> runs = new HashMap<>();

    /// Offsets without a gap.
    static final class Run {
        private final long first;
        private int[] lines = new int[16];
        private int count;

        Run(long first) {
            this.first = first;
        }

        long first() {
            return first;
        }

        long last() {
            return first + count - 1;
        }

        /// @param offset in this run
        int lineAt(long offset) {
            return lines[Math.toIntExact(offset - first)];
        }

        private void add(int line) {
            if (count == lines.length) {
                lines = Arrays.copyOf(lines, count * 2);
            }
            lines[count++] = line;
        }
    }

    /// Offsets of a partition come in order.
    synchronized void add(CommandPartition partition, long offset, int line) {
        List<Run> known = runs.computeIfAbsent(partition, _ -> new ArrayList<>());
        if (known.isEmpty() || known.getLast().last() + 1 != offset) {
            known.add(new Run(offset));
        }
        known.getLast().add(line);
    }

    synchronized Map<CommandPartition, List<Run>> runs() {
        Map<CommandPartition, List<Run>> copy = new HashMap<>();
        runs.forEach((partition, known) -> copy.put(partition, List.copyOf(known)));
        return copy;
    }

    /// The last offset sent to each partition.
    synchronized Map<CommandPartition, Long> lastOffsets() {
        Map<CommandPartition, Long> last = new HashMap<>();
        runs.forEach((partition, known) -> last.put(partition, known.getLast().last()));
        return last;
    }
}
