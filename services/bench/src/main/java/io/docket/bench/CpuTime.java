package io.docket.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// Processor time of processes on this machine, children included.
final class CpuTime {
    /// Of the kernel's clock; the same on every Linux that is not built by hand.
    private static final int TICK_MILLIS = 10;

    /// Where user and system time of ended children stand after the name. Source: proc(5), /proc/pid/stat.
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    private CpuTime() {}

    /// A server's sessions end and its workers come and go: what they used counts as well.
    static Duration ofTree(long pid) {
        return ProcessHandle.of(pid)
                .map(root -> Stream.concat(Stream.of(root), root.descendants())
                        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                        .reduce(ofEndedChildren(pid), Duration::plus))
                .orElse(Duration.ZERO);
    }

    /// None where the system does not tell.
    private static Duration ofEndedChildren(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]);
            return Duration.ofMillis(ticks * TICK_MILLIS);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    static Duration ofThisJvm() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
