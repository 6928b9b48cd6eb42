package io.docket.app.feed;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far an import is, on standard error: a bar in a terminal, elsewhere a line now and then.
final class ImportProgress implements AutoCloseable {
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

    private final String task;
    private final PrintStream out;
    private final @Nullable ProgressBar bar;
    private final long max;
    private long lineNanos = System.nanoTime();

    private ImportProgress(String task, long max, PrintStream out, @Nullable ProgressBar bar) {
        this.task = task;
        this.max = max;
        this.out = out;
        this.bar = bar;
    }

    /// @param max -1: unknown
    /// @param unit what is counted
    /// @param unitSize how much of it is one
    static ImportProgress of(String task, long max, String unit, long unitSize) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        ProgressBar bar = !terminal
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(max)
                        .setUnit(unit, unitSize)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .build();
        return new ImportProgress(task, max, System.err, bar);
    }

    void at(long reached) {
        if (bar != null) {
            bar.stepTo(reached);
        } else if (System.nanoTime() - lineNanos > LINE_INTERVAL.toNanos()) {
            lineNanos = System.nanoTime();
            out.println(max > 0 ? task + ": " + reached * 100 / max + " %" : task + ": " + reached);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
