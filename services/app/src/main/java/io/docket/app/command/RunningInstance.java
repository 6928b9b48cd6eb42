package io.docket.app.command;

import io.docket.app.demo.Endpoints;
import io.docket.app.instance.RefusedStartException;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Option;

/// Options that lead to a running instance.
public final class RunningInstance {
    @Option(
            names = "--endpoints",
            paramLabel = "FILE",
            defaultValue = ".docket/endpoints.json",
            description = "Describes the running instance; default ${DEFAULT-VALUE}")
    private Path endpointsFile = Path.of(".docket", Endpoints.FILE);

    Endpoints endpoints() {
        return Endpoints.read(endpointsFile);
    }

    DocketDatabase database() {
        Endpoints.Database database = endpoints().database();
        try {
            String password = Files.readString(Path.of(database.passwordFile()));
            return DocketDatabase.open(
                    new DatabaseOptions(database.jdbcUrl(), database.user(), password, 4, "docket-command"));
        } catch (IOException e) {
            throw new RefusedStartException(
                    "the password in " + database.passwordFile() + " cannot be read (" + e + ")",
                    "run as the user who started the instance");
        }
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", endpoints().kafka()));
    }
}
