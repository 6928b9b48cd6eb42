package io.docket.app.command;

import io.docket.app.demo.Banner;
import io.docket.app.demo.DemoInstance;
import io.docket.app.demo.DemoOptions;
import io.docket.app.demo.DemoPorts;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Everything in one JVM, to look at.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Runs all of Docket on an embedded Kafka and PostgreSQL, with demo data and users, on loopback.")
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "${sys:docket.port-offset}",
            description = "Shifts all ports (HTTP 8080, Kafka 19092, PostgreSQL 15432). Property: docket.port-offset")
    private String portOffset = "";

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${sys:docket.data-dir}",
            description = "Where everything is kept; default .docket. Property: docket.data-dir")
    private String dataDir = "";

    @Option(
            names = "--fresh",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "${sys:docket.fresh}",
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
                Path.of(isSet(dataDir) ? dataDir : ".docket"),
                DemoPorts.shifted(isSet(portOffset) ? Integer.parseInt(portOffset) : 0),
                isSet(fresh) && Boolean.parseBoolean(fresh),
                !noData,
                Map.of());
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

    /// An unset system property leaves its expression's text, or nothing.
    private static boolean isSet(String value) {
        return !value.isEmpty() && !value.startsWith("${");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
