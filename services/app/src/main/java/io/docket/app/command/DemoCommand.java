package io.docket.app.command;

import io.docket.app.demo.Banner;
import io.docket.app.demo.DemoInstance;
import io.docket.app.demo.DemoOptions;
import io.docket.app.demo.DemoPorts;
import io.docket.app.instance.RefusedStartException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Everything in one JVM, to look at.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs all of Docket on an embedded Kafka and PostgreSQL, with demo data and users, on loopback.",
        footer = "Options can come from the environment as well: DOCKET_PORT_OFFSET, DOCKET_DATA_DIR, DOCKET_FRESH.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "Shifts all ports (HTTP 8080, Kafka 19092, PostgreSQL 15432). Property: docket.port-offset")
    private String portOffset = "";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where everything is kept; default .docket. Property: docket.data-dir")
    private String dataDir = "";

    @Option(
            names = "--fresh",
            arity = "0..1",
            fallbackValue = "true",
            description = "Begins with nothing: deletes the data directory first. Property: docket.fresh")
    private String fresh = "";

    @Option(names = "--no-data", description = "Leaves an empty log empty.")
    private boolean noData;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = new DemoOptions(
                Path.of(setting(dataDir, "docket.data-dir", ".docket")),
                DemoPorts.shifted(offset(setting(portOffset, "docket.port-offset", "0"))),
                Boolean.parseBoolean(setting(fresh, "docket.fresh", "false")),
                !noData,
                Map.of());
        // The broker logs from its own threads while Spring would set logging up anew; logback.xml says all there is.
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install(); // Tomcat's
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        try (DemoInstance demo = DemoInstance.start(options)) {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("docket-stop").unstarted(() -> {
                        stopping.countDown();
                        awaitQuietly(stopped);
                    }));
            Banner.lines(demo.endpoints()).forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            stopping.await();
        }
        stopped.countDown();
        return 0;
    }

    /// The option, else the system property (Maven passes one that nobody set as an empty one), else the environment.
    private static String setting(String option, String name, String otherwise) {
        String variable = System.getenv(name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
        return Stream.of(option, System.getProperty(name, ""), variable == null ? "" : variable)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    private static int offset(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new RefusedStartException(
                    "docket.port-offset is '" + text + "'", "set it to a whole number, or leave it out");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
