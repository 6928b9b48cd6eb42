package io.docket.app.instance;

import io.docket.processor.CommandProcessor;
import java.sql.SQLException;
import org.springframework.context.SmartLifecycle;

/// Starts the processor before HTTP takes commands, and stops it after the last request has its answer.
final class ProcessorRun implements SmartLifecycle {

    /// Lower than the web server's phases: started earlier, stopped later.
    private static final int PHASE = 0;

    private final CommandProcessor processor;
    private volatile boolean running;

    ProcessorRun(CommandProcessor processor) {
        this.processor = processor;
    }

    @Override
    public void start() {
        try {
            processor.start();
            running = true;
        } catch (SQLException e) {
            throw new IllegalStateException("The processor cannot read the topics' layout: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        running = false;
        processor.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
