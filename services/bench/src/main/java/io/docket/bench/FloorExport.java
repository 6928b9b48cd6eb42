package io.docket.bench;

import io.docket.bench.FloorRows.Batch;
import io.docket.bench.FloorRows.Part;
import io.docket.bench.FloorRows.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Reads what the spine wrote in one round. The rows of one of its batches bear one time of recording; a state row,
/// with
/// its code and its deadlines, belongs to the batch that opened it.
final class FloorExport {
    private static final int COPY_HEADER_BYTES = 19;
    private static final short SUPERVISION_TYPE = 1;

    private final FileChannel file;
    private final Map<Table, String> columns = new EnumMap<>(Table.class);
    private final Map<Long, Batch> batches = new TreeMap<>();
    private final Map<String, Long> opened = new HashMap<>();
    /// Rows of one table that are not in the file yet, by their batch.
    private final Map<Long, List<byte[]>> gathered = new TreeMap<>();

    private long end;
    private long rows;

    private FloorExport(FileChannel file) {
        this.file = file;
    }

    /// @param prefix of the aggregates' ids in that round
    static FloorRows read(Connection spine, String prefix, Path path) throws SQLException, IOException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FloorExport export = new FloorExport(file);
        for (Table table : Table.values()) {
            export.columns.put(table, columns(spine, table));
            export.read(spine, table, prefix);
            export.write(table);
        }
        return new FloorRows(file, export.columns, List.copyOf(export.batches.values()), export.rows);
    }

    /// The aggregate's id first; of the logs also what says to which batch a row belongs and what it moved on.
    private static String columns(Connection connection, Table table) throws SQLException {
        List<String> names = new ArrayList<>(
                switch (table) {
                    case EVENT_LOG -> List.of(table.id, "recorded_at", "aggregate_type", "sequence");
                    case SILENT_OUTCOME -> List.of(table.id, "recorded_at");
                    case SUPERVISION, TICKET, VAULT, DEADLINE -> List.of(table.id);
                });
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = 'docket' AND table_name = ? ORDER BY ordinal_position
                """)) {
            select.setString(1, table.table);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (!names.contains(row.getString(1))) {
                        names.add('"' + row.getString(1) + '"');
                    }
                }
            }
        }
        return String.join(", ", names);
    }

    private void read(Connection connection, Table table, String prefix) throws SQLException, IOException {
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (SELECT %s FROM docket.%s WHERE %s LIKE '%s%%' ORDER BY %s) TO STDOUT (FORMAT binary)"
                        .formatted(columns.get(table), table.table, table.id, prefix, table.order));
        boolean first = true;
        for (byte[] message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
            int from = first ? COPY_HEADER_BYTES : 0;
            first = false;
            if (message.length - from > Short.BYTES) { // else it is the end mark
                take(
                        table,
                        ByteBuffer.wrap(message, from, message.length - from).slice());
            }
        }
    }

    private void take(Table table, ByteBuffer row) throws IOException {
        rows++;
        String id = StandardCharsets.UTF_8.decode(field(row, 0)).toString();
        long batch = switch (table) {
            case EVENT_LOG -> logged(row, id);
            case SILENT_OUTCOME -> field(row, 1).getLong();
            case SUPERVISION, TICKET, VAULT, DEADLINE -> opened.getOrDefault(id, 0L);
        };
        if (table == Table.EVENT_LOG && !gathered.containsKey(batch)) {
            write(table); // the log comes batch by batch, and need not be held in memory
        }
        byte[] bytes = new byte[row.limit()];
        row.get(0, bytes);
        gathered.computeIfAbsent(batch, _ -> new ArrayList<>()).add(bytes);
    }

    private long logged(ByteBuffer row, String id) {
        long batch = field(row, 1).getLong();
        long sequence = field(row, 3).getLong();
        if (sequence == 1) {
            opened.putIfAbsent(id, batch);
        } else if (opened.getOrDefault(id, batch) != batch) {
            Table state = field(row, 2).getShort() == SUPERVISION_TYPE ? Table.SUPERVISION : Table.TICKET;
            batch(batch).moved().computeIfAbsent(state, _ -> new HashSet<>()).add(id);
        }
        return batch;
    }

    private Batch batch(long recordedAt) {
        return batches.computeIfAbsent(
                recordedAt, _ -> new Batch(new EnumMap<>(Table.class), new EnumMap<Table, Set<String>>(Table.class)));
    }

    private static ByteBuffer field(ByteBuffer row, int index) {
        int at = Short.BYTES;
        for (int i = 0; i < index; i++) {
            at += Integer.BYTES + Math.max(0, row.getInt(at));
        }
        return row.slice(at + Integer.BYTES, Math.max(0, row.getInt(at)));
    }

    private void write(Table table) throws IOException {
        for (Map.Entry<Long, List<byte[]>> part : gathered.entrySet()) {
            int bytes = part.getValue().stream().mapToInt(row -> row.length).sum();
            ByteBuffer all = ByteBuffer.allocate(bytes);
            part.getValue().forEach(all::put);
            all.flip();
            while (all.hasRemaining()) {
                file.write(all, end + all.position());
            }
            batch(part.getKey()).parts().put(table, new Part(end, bytes));
            end += bytes;
        }
        gathered.clear();
    }
}
