package io.docket.app.command;

import io.docket.domain.AggregateType;
import io.docket.processor.TopicOptions;
import io.docket.processor.Topics;
import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The operator's word that a replaced topic is the one to go on with.
@Command(
        name = "adopt-topic",
        mixinStandardHelpOptions = true,
        description =
                "Takes a command topic that was deleted, truncated or repartitioned as it is now: a new generation,"
                        + " from its beginning. Commands that were in the old one and not decided are lost.")
public final class AdoptTopicCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TOPIC", description = "docket.supervision-commands.v1, …")
    private String topic = "";

    @Option(names = "--yes", description = "Does it; without, only says what would be done.")
    private boolean yes;

    @Mixin
    private RunningInstance instance = new RunningInstance();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws SQLException {
        if (AggregateType.ofCommandTopic(topic) == null) {
            spec.commandLine().getErr().println("docket: Expected a command topic, but '" + topic + "' is none");
            return 2;
        }
        if (!yes) {
            spec.commandLine().getOut().println("Would begin a new generation of " + topic + "; say --yes to do it");
            return 0;
        }
        try (DocketDatabase database = instance.database();
                Admin admin = instance.admin();
                Connection connection = database.connection()) {
            int generation = new Topics(admin, TopicOptions.defaults()).adopt(connection, topic);
            spec.commandLine().getOut().println(topic + " goes on in generation " + generation);
        }
        return 0;
    }
}
