package io.docket.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rows that the spine left for the commands of one round, in the very batches in which it wrote them. Kept in a
/// file in PostgreSQL's binary format, so that loading them costs the loader nothing but reading.
final class FloorRows implements AutoCloseable {
    /// What belongs to a command, with the column that bears the aggregate's id.
    enum Table {
        EVENT_LOG("event_log", "aggregate_id", "recorded_at, partition, \"offset\", index"),
        SILENT_OUTCOME("silent_outcome", "aggregate_id", "recorded_at, partition, \"offset\""),
        SUPERVISION("supervision", "supervision_id", "opened_at"),
        TICKET("ticket", "ticket_id", "opened_at"),
        VAULT("vault", "supervision_id", "issued_at"),
        DEADLINE("deadline", "aggregate_id", "due_at");

        final String table;
        final String id;
        final String order;

        Table(String table, String id, String order) {
            this.table = table;
            this.id = id;
            this.order = order;
        }
    }

    /// Where rows lie in the file.
    record Part(long offset, int bytes) {}

    /// One transaction.
    ///
    /// @param moved the states that it moved on after the batch that opened them
    record Batch(Map<Table, Part> parts, Map<Table, Set<String>> moved) {}

    private final FileChannel file;
    private final Map<Table, String> columns;
    private final List<Batch> batches;
    private final long rows;

    FloorRows(FileChannel file, Map<Table, String> columns, List<Batch> batches, long rows) {
        this.file = file;
        this.columns = columns;
        this.batches = batches;
        this.rows = rows;
    }

    List<Batch> batches() {
        return batches;
    }

    /// Rows of all tables.
    long rows() {
        return rows;
    }

    /// `COPY … FROM STDIN` for the rows of a table.
    String copyIn(Table table) {
        return "COPY docket.%s (%s) FROM STDIN (FORMAT binary)".formatted(table.table, columns.get(table));
    }

    byte[] read(Part part) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(part.bytes());
        while (bytes.hasRemaining()) {
            if (file.read(bytes, part.offset() + bytes.position()) < 0) {
                throw new IOException("The rows' file ends too early");
            }
        }
        return bytes.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
