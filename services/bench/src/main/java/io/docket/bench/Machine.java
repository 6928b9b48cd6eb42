package io.docket.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/// What it was measured on, for the report. Nothing that names the machine itself.
final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

    private Machine() {}

    static List<String> lines() throws IOException {
        return List.of(
                "%s, %s".formatted(LocalDate.now(ZoneOffset.UTC), System.getProperty("os.name")),
                "%d processors (%s), %s of memory; broker, database and load share them"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                value(CPU_INFO, "model name"),
                                value(MEMORY_INFO, "MemTotal")),
                "Java %s, heap at most %d MiB; Kafka %s"
                        .formatted(
                                Runtime.version(), Runtime.getRuntime().maxMemory() >> 20, AppInfoParser.getVersion()));
    }

    private static String value(Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            return "?";
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("?");
    }
}
