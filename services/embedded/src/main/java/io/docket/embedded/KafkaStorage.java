package io.docket.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/// The broker's log directory: formatted once, checked at every start.
///
/// It is formatted under another name and renamed, so a directory that exists was formatted to the end.
final class KafkaStorage {

    private static final String LOGS = "logs";
    private static final String UNFINISHED = "logs.unfinished";
    private static final String META_PROPERTIES = "meta.properties";
    private static final List<String> REQUIRED = List.of("version", "cluster.id", "node.id", "directory.id");

    private KafkaStorage() {}

    /// The log directory, ready for a broker.
    ///
    /// @param directory exists and is locked by this JVM
    static Path prepare(Path directory) {
        if (directory.toString().contains(",")) {
            throw new EmbeddedStartException(
                    "Kafka takes data directory " + directory + " for several, because of the comma",
                    "choose another docket.data-dir");
        }
        Path logs = directory.resolve(LOGS);
        try {
            if (!Files.exists(logs)) {
                format(directory, directory.resolve(UNFINISHED), logs);
            }
            check(directory, logs.resolve(META_PROPERTIES));
            return logs;
        } catch (IOException e) {
            throw damaged(directory, e.toString(), e);
        }
    }

    private static void format(Path directory, Path unfinished, Path logs) throws IOException {
        Directories.delete(unfinished);
        Files.createDirectory(unfinished);
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setControllerListenerName(KafkaSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(unfinished.toString())
                    .addDirectory(unfinished.toString())
                    .setHasDynamicQuorum(false)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("formatting failed: " + e.getMessage(), e);
        }
        Files.move(unfinished, logs, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(directory);
    }

    private static void check(Path directory, Path metaProperties) throws IOException {
        if (!Files.exists(metaProperties)) {
            throw damaged(directory, metaProperties + " is missing", null);
        }
        Properties meta = new Properties();
        try (InputStream in = Files.newInputStream(metaProperties)) {
            meta.load(in);
        } catch (IllegalArgumentException e) {
            throw damaged(directory, metaProperties + " cannot be read", e);
        }
        for (String key : REQUIRED) {
            if (meta.getProperty(key, "").isBlank()) {
                throw damaged(directory, metaProperties + " has no " + key, null);
            }
        }
    }

    static EmbeddedStartException damaged(Path directory, String how, @Nullable Throwable cause) {
        return new EmbeddedStartException(
                "Kafka's data directory " + directory + " is damaged: " + how,
                "restore it from a copy, or remove it to start with an empty log, or choose another docket.data-dir",
                cause);
    }
}
