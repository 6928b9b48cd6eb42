package io.docket.store.projection;

import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.archive.ArchiveTables;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import io.docket.store.batch.Projection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Event log, projections, vault and progress as they were at one instant, for any number of connections. While it is
/// open no rebuild can switch.
public final class LogSnapshot implements AutoCloseable {
    /// Rows looked at to find the middle of the ids.
    private static final long SAMPLE_ROWS = 20_000;
    /// Below it a range is not worth a second worker.
    private static final long SPLIT_EVENTS_MIN = 20_000;

    private final DocketDatabase database;
    private final Connection connection;
    private final String exported;

    private LogSnapshot(DocketDatabase database, Connection connection, String exported) {
        this.database = database;
        this.connection = connection;
        this.exported = exported;
    }

    public static LogSnapshot take(DocketDatabase database) throws SQLException {
        Connection connection = database.ownConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            prepare(statement);
            // Before the snapshot: rows of tables that are switched after it would not be seen.
            statement.execute(
                    "LOCK TABLE docket.supervision, docket.ticket, docket.product, docket.seller, docket.deadline"
                            + " IN ACCESS SHARE MODE");
            try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
                row.next();
                return new LogSnapshot(database, connection, row.getString(1));
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void prepare(Statement statement) throws SQLException {
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        statement.execute("""
                SET LOCAL transaction_timeout = 0;
                SET LOCAL idle_in_transaction_session_timeout = 0;
                SET LOCAL work_mem = '160MB';
                SET LOCAL standard_conforming_strings = on;
                SET LOCAL client_connection_check_interval = '2s';
                -- The workers are as many as the processors; each of theirs would only take from the others.
                SET LOCAL max_parallel_workers_per_gather = 0
                """);
    }

    /// Another connection at this instant; to be closed by who asked for it.
    Connection open() throws SQLException {
        Connection another = database.ownConnection();
        try (Statement statement = another.createStatement()) {
            another.setAutoCommit(false);
            prepare(statement);
            statement.execute("SET TRANSACTION SNAPSHOT '" + exported + "'");
            return another;
        } catch (SQLException | RuntimeException e) {
            another.close();
            throw e;
        }
    }

    /// How far each command partition was decided.
    public List<LogPosition> positions() throws SQLException {
        List<LogPosition> positions = new ArrayList<>();
        for (AggregateType type : AggregateType.ofTopics()) {
            positions.addAll(ProgressTable.read(connection, type));
        }
        return positions;
    }

    /// About how many rows the event log has; counted where the server does not know.
    public long eventsAbout() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("""
                    SELECT sum(c.reltuples)::bigint, bool_or(c.reltuples < 0 AND pg_relation_size(c.oid) > 0)
                    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                    WHERE i.inhparent = 'docket.event_log'::regclass
                    """)) {
                if (row.next() && !row.getBoolean(2)) {
                    return Math.max(row.getLong(1), 0);
                }
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM docket.event_log")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Ranges of about as many events each, for two workers; one where there are few.
    public List<KeyRange> halves(AggregateType topicOf, long eventsAbout) throws SQLException {
        if (eventsAbout < SPLIT_EVENTS_MIN) {
            return List.of(KeyRange.ALL);
        }
        double percent = Math.min(100.0, 100.0 * SAMPLE_ROWS / eventsAbout);
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY aggregate_id COLLATE "C")
                FROM docket.event_log TABLESAMPLE SYSTEM (?) WHERE aggregate_type = ?
                """)) {
            select.setDouble(1, percent);
            select.setShort(2, topicOf.code());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String middle = row.getString(1);
                return middle == null
                        ? List.of(KeyRange.ALL)
                        : List.of(new KeyRange(null, middle), new KeyRange(middle, null));
            }
        }
    }

    /// How many partitions each command topic has.
    public Map<AggregateType, Integer> partitions() throws SQLException {
        Map<AggregateType, Integer> partitions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT topic, partitions FROM docket.topic_layout")) {
            while (row.next()) {
                AggregateType type = AggregateType.ofCommandTopic(row.getString(1));
                if (type != null) {
                    partitions.put(type, row.getInt(2));
                }
            }
        }
        return partitions;
    }

    /// The events of a topic's aggregates in a range, without refusals.
    public EventStream events(AggregateType topicOf, KeyRange range) throws SQLException {
        return new Events(rows("""
                SELECT aggregate_id, seller_id, sequence, event_type, time, data FROM docket.event_log
                WHERE aggregate_type = %d AND refusal_code IS NULL%s
                ORDER BY aggregate_id COLLATE "C", sequence""".formatted(topicOf.code(), range.condition("aggregate_id"))));
    }

    /// The live rows in a range, by key, with the projection's columns.
    public Rows live(Projection<?> projection, KeyRange range) throws SQLException {
        return rows("SELECT " + projection.columns() + " FROM " + Projection.LIVE + "." + projection.table()
                + " WHERE true" + range.condition(projection.key()) + " ORDER BY " + projection.key()
                + " COLLATE \"C\"");
    }

    /// Pending deadlines in a range: aggregate, kind, due time, seller; by aggregate.
    public Rows deadlines(AggregateType type, KeyRange range) throws SQLException {
        return rows("SELECT aggregate_id, kind, due_at, seller_id FROM docket.deadline WHERE aggregate_type = "
                + type.code() + range.condition("aggregate_id") + " ORDER BY aggregate_id COLLATE \"C\"");
    }

    /// Issued codes of supervisions in a range: supervision, hash; by supervision.
    public Rows codes(KeyRange range) throws SQLException {
        return rows("SELECT supervision_id, code_hash FROM docket.vault WHERE true" + range.condition("supervision_id")
                + " ORDER BY supervision_id COLLATE \"C\"");
    }

    /// Aggregates in a range whose history was archived, wholly or in part: id, version then.
    public Rows baselines(AggregateType type, KeyRange range) throws SQLException {
        return rows("SELECT aggregate_id, version FROM docket.baseline WHERE aggregate_type = " + type.code()
                + range.condition("aggregate_id") + " ORDER BY aggregate_id COLLATE \"C\"");
    }

    /// What has left the log.
    public List<ArchiveTables.Run> archived() throws SQLException {
        return ArchiveTables.runs(connection);
    }

    private Rows rows(String query) throws SQLException {
        Connection another = open();
        try {
            return new Rows(another, BinaryRows.of(another, query));
        } catch (SQLException | RuntimeException e) {
            another.close();
            throw e;
        }
    }

    /// Rows on a connection of their own, looked at one at a time in the order of their keys.
    public static final class Rows implements AutoCloseable {
        private final Connection connection;
        private final BinaryRows rows;

        private Rows(Connection connection, BinaryRows rows) {
            this.connection = connection;
            this.rows = rows;
        }

        /// The next one; null: there is none left. Valid until the next call.
        public @Nullable BinaryRows next() throws SQLException {
            return rows.next() ? rows : null;
        }

        @Override
        public void close() throws SQLException {
            try (connection) {
                rows.close();
            }
        }
    }

    private static final class Events implements EventStream {
        private final Rows rows;
        private byte[] key = {};
        private String id = "";

        private Events(Rows rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable FoldEvent next() throws SQLException {
            BinaryRows row = rows.next();
            if (row == null) {
                return null;
            }
            if (row.compareKey(key) != 0) {
                key = row.key();
                id = new String(key, StandardCharsets.UTF_8);
            }
            return new FoldEvent(key, id, row.text(1), row.int8(2), row.text(3), row.time(4), row.text(5));
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }

    /// The names of the columns in which two rows of a projection differ.
    public static List<String> differing(
            Projection<?> projection, byte[] one, int oneStart, byte[] other, int otherStart) {
        List<String> names = projection.columnNames();
        boolean[] differing = BinaryRows.differing(one, oneStart, other, otherStart);
        return names.stream().filter(name -> differing[names.indexOf(name)]).toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
