package io.docket.bench;

import io.docket.bench.FloorRows.Batch;
import io.docket.bench.FloorRows.Part;
import io.docket.bench.FloorRows.Table;
import io.docket.store.DocketDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// What the same rows cost when nothing decides them: a bare loader that copies what the spine left into empty tables
/// of
/// the same making on the same server, batch by batch as the spine committed them, progress moved in each.
///
/// It writes less than the spine did: each state once, as it stands at the end, and of the deadlines only those that
/// are
/// left. With `moves` it also moves the states as often as the spine did, with nothing but a new version.
final class Floor {
    private static final byte[] COPY_HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] COPY_END = {-1, -1};
    private static final int PARTITIONS = 24;

    private final Infrastructure infrastructure;
    private final DocketDatabase database;
    private final FloorRows rows;
    private final int commands;

    /// What one load came to.
    ///
    /// @param commandsPerSecond commands whose rows were loaded
    /// @param postgresMicros CPU per command
    record Load(int connections, boolean moves, double commandsPerSecond, double rowsPerSecond, double postgresMicros) {
        @Override
        public String toString() {
            return "floor, %d connections%s: %,.0f commands per second (%,.0f rows); postgres %.1f us a command"
                    .formatted(
                            connections,
                            moves ? ", states moved as often" : "",
                            commandsPerSecond,
                            rowsPerSecond,
                            postgresMicros);
        }
    }

    /// @param database an empty one, for the rows
    Floor(Infrastructure infrastructure, DocketDatabase database, FloorRows rows, int commands) {
        this.infrastructure = infrastructure;
        this.database = database;
        this.rows = rows;
        this.commands = commands;
    }

    /// Loads all rows into emptied tables.
    Load load(int connections, boolean moves) throws Exception {
        empty();
        infrastructure.checkpoint();
        Duration postgres = CpuTime.ofTree(infrastructure.postgresPid());
        Queue<Batch> queue = new ConcurrentLinkedQueue<>(rows.batches());
        long startNanos = System.nanoTime();
        try (ExecutorService loaders = Executors.newFixedThreadPool(connections)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int loader = 0; loader < connections; loader++) {
                int number = loader;
                ends.add(loaders.submit((Callable<?>) () -> load(queue, number, connections, moves)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The floor could not be loaded", e.getCause());
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double micros =
                CpuTime.ofTree(infrastructure.postgresPid()).minus(postgres).toNanos() / 1e3 / commands;
        return new Load(connections, moves, commands / seconds, rows.rows() / seconds, micros);
    }

    private void empty() throws SQLException {
        infrastructure.truncate(
                Infrastructure.FLOOR_DATABASE,
                List.of(Table.values()).stream().map(table -> table.table).toList());
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM docket.progress");
            statement.execute("""
                    INSERT INTO docket.progress (aggregate_type, partition, generation, next_offset, updated_at)
                    SELECT type, partition, 1, 0, now()
                    FROM generate_series(1, 2) AS type, generate_series(0, %d) AS partition
                    """.formatted(PARTITIONS - 1));
        }
    }

    /// Takes batches until there are none; its partitions' progress is no other loader's.
    private boolean load(Queue<Batch> queue, int loader, int loaders, boolean moves) throws SQLException, IOException {
        try (Connection connection = database.connection();
                PreparedStatement progress = connection.prepareStatement("""
                        UPDATE docket.progress SET next_offset = next_offset + 1, updated_at = now()
                        WHERE partition % ? = ?
                        """)) {
            try (Statement statement = connection.createStatement()) {
                // By key in its order, so that two loaders cannot wait for each other.
                statement.execute("SET enable_seqscan = off; SET enable_bitmapscan = off");
            }
            connection.setAutoCommit(false);
            for (Batch batch = queue.poll(); batch != null; batch = queue.poll()) {
                progress.setInt(1, loaders);
                progress.setInt(2, loader);
                progress.executeUpdate();
                for (Map.Entry<Table, Part> part : batch.parts().entrySet()) {
                    copy(connection, rows.copyIn(part.getKey()), rows.read(part.getValue()));
                }
                if (moves) {
                    move(connection, batch.moved());
                }
                connection.commit();
            }
        }
        return true;
    }

    private static void copy(Connection connection, String sql, byte[] bytes) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        ByteBuffer whole = ByteBuffer.allocate(COPY_HEADER.length + bytes.length + COPY_END.length);
        whole.put(COPY_HEADER).put(bytes).put(COPY_END);
        copy.writeToCopy(whole.array(), 0, whole.capacity());
        copy.endCopy();
    }

    /// A state that another loader has yet to insert is not found, and goes without: at most as many as are under way.
    private static void move(Connection connection, Map<Table, Set<String>> moved) throws SQLException {
        for (Map.Entry<Table, Set<String>> states : moved.entrySet()) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE docket.%s SET version = version + 1 WHERE %s = ANY (?::text[])"
                            .formatted(states.getKey().table, states.getKey().id))) {
                update.setArray(
                        1, connection.createArrayOf("text", states.getValue().toArray()));
                update.executeUpdate();
            }
        }
    }
}
