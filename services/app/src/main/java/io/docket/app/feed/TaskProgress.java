package io.docket.app.feed;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far long work is, on standard error: a bar in a terminal, elsewhere a line now and then.
public final class TaskProgress implements AutoCloseable {
    private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

    private final String task;
    private final PrintStream out;
    private final @Nullable ProgressBar bar;
    private final long max;
    private final long startNanos = System.nanoTime();
    private long lineNanos = startNanos;

    private TaskProgress(String task, long max, PrintStream out, @Nullable ProgressBar bar) {
        this.task = task;
        this.max = max;
        this.out = out;
        this.bar = bar;
    }

    /// @param max -1: unknown
    /// @param unit what is counted
    /// @param unitSize how much of it is one
    public static TaskProgress of(String task, long max, String unit, long unitSize) {
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
        return new TaskProgress(task, max, System.err, bar);
    }

    public void at(long reached) {
        if (bar != null) {
            bar.stepTo(reached);
        } else if (System.nanoTime() - lineNanos > LINE_INTERVAL.toNanos()) {
            lineNanos = System.nanoTime();
            out.println(task + ": " + (max > 0 ? reached * 100 / max + " %" + left(reached) : reached));
        }
    }

    /// At the pace so far.
    private String left(long reached) {
        return reached <= 0
                ? ""
                : ", about "
                        + TimeUnit.NANOSECONDS.toSeconds((long)
                                ((double) (System.nanoTime() - startNanos) / reached * Math.max(max - reached, 0)))
                        + " s left";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
