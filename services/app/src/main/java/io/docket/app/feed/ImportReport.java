package io.docket.app.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What became of an import.
///
/// @param read lines that were not empty
/// @param sent commands on the log
/// @param rejected lines that are no commands: `file:line: why`, the first of them
/// @param rejectedCount how many they are
/// @param applied commands with events
/// @param refusals how many of each code
/// @param examples the first refusals: `aggregate command: message`
/// @param silent repeats, mismatches and commands without an event, by kind
/// @param deadLetters records that nobody can decide
public record ImportReport(
        long read,
        long sent,
        List<String> rejected,
        long rejectedCount,
        long applied,
        Map<String, Long> refusals,
        List<String> examples,
        Map<String, Long> silent,
        long deadLetters,
        Duration duration) {

    public boolean isClean() {
        return rejectedCount == 0 && deadLetters == 0;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        double seconds = Math.max(0.001, duration.toMillis() / 1_000.0);
        lines.add(String.format(
                "%,d lines read, %,d commands decided in %.1f s (%,.0f per second)",
                read, sent, seconds, sent / seconds));
        lines.add(String.format("  applied       %,d", applied));
        long refused = refusals.values().stream().mapToLong(Long::longValue).sum();
        lines.add(String.format("  refused       %,d", refused));
        refusals.forEach((code, count) -> lines.add(String.format("    %-27s %,d", code, count)));
        silent.forEach((kind, count) -> lines.add(String.format("  %-13s %,d", kind, count)));
        lines.add(String.format("  dead letters  %,d", deadLetters));
        lines.add(String.format("  no commands   %,d", rejectedCount));
        if (!examples.isEmpty()) {
            lines.add("First refusals:");
            examples.forEach(example -> lines.add("  " + example));
        }
        if (!rejected.isEmpty()) {
            lines.add("First lines that are no commands:");
            rejected.forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
