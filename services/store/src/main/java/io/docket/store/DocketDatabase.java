package io.docket.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/// Docket's Postgres: bounded pools of connections of one role.
public final class DocketDatabase implements AutoCloseable {

    /// Shorter than a request waits, so that a caller hears of a database that is gone, not of his own time-out.
    private static final Duration CONNECTION_WAIT_MAX = Duration.ofSeconds(4);

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

    /// Longer than the server lets a transaction last. A server that is gone without a word, as in a failover, would be
    /// waited for until TCP gives up, which takes hours.
    private static final Duration BATCH_ANSWER_MAX = Duration.ofSeconds(45);

    private static final List<String> DURABILITY_SETTINGS = List.of("fsync", "full_page_writes", "synchronous_commit");

    /// How what a batch asks is planned: once a connection, where otherwise each statement with arrays would be planned
    /// anew every time, for as many values as there are; and by look-ups in indexes, which it means, whatever the
    /// planner thinks of tables that it has no statistics of.
    private static final String BATCH_PLANS =
            "SET plan_cache_mode = force_generic_plan; SET enable_hashjoin = off; SET enable_mergejoin = off";

    private final DatabaseOptions options;
    private final HikariDataSource pool;
    private final HikariDataSource batchPool;
    private final Jdbi jdbi;

    private DocketDatabase(DatabaseOptions options, HikariDataSource pool, HikariDataSource batchPool) {
        this.options = options;
        this.pool = pool;
        this.batchPool = batchPool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    }

    /// Connects once, so that a wrong address or password fails here.
    public static DocketDatabase open(DatabaseOptions options) {
        HikariDataSource pool = new HikariDataSource(poolConfig(options));
        HikariConfig batch = poolConfig(options);
        batch.setPoolName(options.applicationName() + "-batch");
        batch.setConnectionInitSql(BATCH_PLANS);
        batch.addDataSourceProperty("socketTimeout", Long.toString(BATCH_ANSWER_MAX.toSeconds()));
        // Opened when a processor works here.
        batch.setMinimumIdle(0);
        batch.setInitializationFailTimeout(-1);
        return new DocketDatabase(options, pool, new HikariDataSource(batch));
    }

    private static HikariConfig poolConfig(DatabaseOptions options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(options.applicationName());
        config.setJdbcUrl(options.jdbcUrl());
        config.setUsername(options.user());
        config.setPassword(options.password());
        config.setMaximumPoolSize(options.poolMax());
        config.setConnectionTimeout(CONNECTION_WAIT_MAX.toMillis());
        driverProperties(options).forEach(config::addDataSourceProperty);
        return config;
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    public DataSource dataSource() {
        return pool;
    }

    /// From the pool; closing it gives it back.
    public Connection connection() throws SQLException {
        return pool.getConnection();
    }

    /// For the transactions of batches and what follows them, from a pool of its own: every look-up is planned once,
    /// and
    /// by index. A statement whose `LIMIT` the planner must know does not belong there.
    public Connection batchConnection() throws SQLException {
        return batchPool.getConnection();
    }

    /// Outside the pools, for who keeps it for long: listening, for example.
    public Connection ownConnection() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(driverProperties(options));
        properties.setProperty("user", options.user());
        properties.setProperty("password", options.password());
        return DriverManager.getConnection(options.jdbcUrl(), properties);
    }

    /// Docket's promises hold on a database that keeps what it has committed; test distributions often do not.
    ///
    /// @throws IllegalStateException names each setting that is off, and the remedy
    public void requireDurable() {
        List<String> off = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY_SETTINGS) {
                String value = show(statement, setting);
                if (!value.equals("on")) {
                    off.add(setting + " = " + value);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Whether the database is durable cannot be asked: " + options, e);
        }
        if (!off.isEmpty()) {
            throw new IllegalStateException(
                    "Expected a durable Postgres, but " + String.join(", ", off) + " (" + options
                            + "). Set fsync, full_page_writes and synchronous_commit to on in postgresql.conf, and"
                            + " remove what ALTER DATABASE, ALTER ROLE or the connection's options say otherwise.");
        }
    }

    /// Ends the sessions of our own role that have held a table's rows for long: a stopped zombie does not do so
    /// itself, and the server does not time a session out that waits for COPY data.
    ///
    /// @return how many were ended
    public int terminateBlockers(String table) throws SQLException {
        try (Connection connection = ownConnection();
                PreparedStatement terminate = connection.prepareStatement("""
                        SELECT pg_terminate_backend(holder.pid)
                        FROM (SELECT DISTINCT a.pid
                              FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid
                              WHERE l.relation = ?::regclass AND l.mode = 'RowShareLock' AND l.granted
                                AND a.usename = current_user AND a.pid <> pg_backend_pid()
                                AND a.xact_start < clock_timestamp() - interval '5 seconds') AS holder
                        """)) {
            terminate.setString(1, table);
            int ended = 0;
            try (ResultSet row = terminate.executeQuery()) {
                while (row.next()) {
                    ended++;
                }
            }
            return ended;
        }
    }

    @Override
    public void close() {
        batchPool.close();
        pool.close();
    }

    private static String show(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Map<String, String> driverProperties(DatabaseOptions options) {
        return Map.of(
                "ApplicationName",
                options.applicationName(),
                "connectTimeout",
                Long.toString(CONNECT_MAX.toSeconds()),
                "tcpKeepAlive",
                "true",
                // An error's detail quotes the row, and its message may end in a log.
                "logServerErrorDetail",
                "false");
    }
}
