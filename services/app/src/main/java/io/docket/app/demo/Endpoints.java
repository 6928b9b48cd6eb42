package io.docket.app.demo;

import io.docket.app.instance.RefusedStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a running demo is to be found: `endpoints.json` in its data directory, readable by its owner only.
///
/// @param http base URL
/// @param kafka bootstrap servers
/// @param database as Docket itself logs in
/// @param reporting logins of the report views, all with the password `demo`
/// @param keysDir of the authorization codes
/// @param pid of the process
public record Endpoints(String http, String kafka, Database database, Reporting reporting, String keysDir, long pid) {

    public static final String FILE = "endpoints.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// @param passwordFile holds the password and nothing else
    public record Database(String jdbcUrl, String user, String passwordFile) {}

    public record Reporting(String jdbcUrl, List<String> users) {
        public Reporting {
            users = List.copyOf(users);
        }
    }

    /// @throws RefusedStartException when there is no such file, or it is none
    public static Endpoints read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Endpoints.class);
        } catch (IOException | JacksonException _) {
            throw new RefusedStartException(
                    "no running Docket is described by " + file,
                    "start one (mvn spring-boot:run), or say where it is with --endpoints");
        }
    }

    /// Appears complete or not at all.
    public void write(Path file) {
        Path unfinished = file.resolveSibling(FILE + ".unfinished");
        try {
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
