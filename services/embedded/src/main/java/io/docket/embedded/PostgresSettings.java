package io.docket.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the embedded server is configured: on its command line, where neither a file nor `ALTER SYSTEM` can undo it.
///
/// Time-outs of sessions are not here: they belong to the roles that log in.
final class PostgresSettings {

    /// Only loopback, only with a password. Nothing matches the local socket, which is switched off as well.
    static final String HBA = """
            # Written at every start.
            host    all             all             127.0.0.1/32            scram-sha-256
            """;

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");

    private static final Map<String, String> SIZED_FOR_TWO_CORES = Map.of(
            "max_connections", "100",
            "shared_buffers", "256MB",
            "effective_cache_size", "1GB",
            "maintenance_work_mem", "64MB",
            // Few checkpoints mean few full page images; this much WAL is still replayed within seconds.
            "max_wal_size", "2GB",
            "checkpoint_timeout", "15min",
            // The binaries know pglz only, which costs more CPU per page than a command may take altogether.
            "wal_compression", "off",
            "random_page_cost", "1.1",
            "jit", "off");

    /// The log names neither statements nor rows: what it would quote can be a buyer's data or a role's password.
    private static final Map<String, String> DISCREET = Map.of(
            "log_min_error_statement", "panic",
            "log_error_verbosity", "terse",
            "log_checkpoints", "off",
            "log_line_prefix", "%m [%p] ");

    private PostgresSettings() {}

    static List<String> arguments(Path hbaFile, int port) {
        Map<String, String> settings = new TreeMap<>(SIZED_FOR_TWO_CORES);
        settings.putAll(DURABLE);
        settings.putAll(DISCREET);
        settings.put("listen_addresses", FreePorts.LOOPBACK);
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("hba_file", hbaFile.toString());
        settings.put("password_encryption", "scram-sha-256");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }
}
