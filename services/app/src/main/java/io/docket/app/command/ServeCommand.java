package io.docket.app.command;

import io.docket.app.instance.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// An instance on a Kafka and a Postgres of your own.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs an instance on a Kafka and a PostgreSQL of your own. Properties come as PROPERTY=VALUE or from the",
            "environment (DOCKET_DATABASE_URL): docket.roles (processor,gateway,reporting),",
            "docket.kafka.bootstrap-servers, docket.database.url/user/password, docket.reporting.database.user/password,",
            "docket.keys.dir, docket.keys.generate, docket.migrate with docket.database.owner.password, docket.users[0].name …"
        })
public final class ServeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROPERTY=VALUE", arity = "0..*", description = "Properties of the instance.")
    private List<String> properties = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        SpringApplication application = new SpringApplication(Instance.class);
        application.addListeners(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        try (ConfigurableApplicationContext _ = application.run(
                properties.stream().map(property -> "--" + property).toArray(String[]::new))) {
            closed.await();
        }
        return 0;
    }
}
