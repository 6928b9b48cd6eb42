package io.docket.store.projection;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Rows read in PostgreSQL's binary COPY format, one at a time and nothing parsed that nobody asks for.
///
/// Source: PostgreSQL documentation, COPY, "Binary Format".
public final class BinaryRows implements AutoCloseable {
    private static final int SIGNATURE_BYTES = 11;
    private static final int HEADER_BYTES = SIGNATURE_BYTES + 8;
    private static final long POSTGRES_EPOCH_SECOND = 946_684_800L;
    private static final long MICROS = 1_000_000L;
    private static final byte[] NOTHING = new byte[0];

    private final CopyOut copy;
    private byte[] bytes = NOTHING;
    private int start;
    private boolean first = true;
    private boolean ended;

    private BinaryRows(CopyOut copy) {
        this.copy = copy;
    }

    /// @param query fixed SQL, or quoted with care
    public static BinaryRows of(Connection connection, String query) throws SQLException {
        return new BinaryRows(connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)"));
    }

    /// To the next row; false: there is none.
    public boolean next() throws SQLException {
        if (ended) {
            return false;
        }
        byte[] read = copy.readFromCopy();
        start = 0;
        if (read != null && first) {
            first = false;
            start = HEADER_BYTES;
            if (read.length == HEADER_BYTES) {
                read = copy.readFromCopy();
                start = 0;
            }
        }
        if (read == null || shortAt(read, start) < 0) {
            ended = true;
            bytes = NOTHING;
            while (read != null) {
                read = copy.readFromCopy();
            }
            return false;
        }
        bytes = read;
        return true;
    }

    /// Of the row: its number of fields, and each with its length before it.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the row begins in [#bytes], which ends with it.
    public int start() {
        return start;
    }

    public int length() {
        return bytes.length - start;
    }

    /// Of the first field, as UTF-8.
    public byte[] key() {
        int at = start + 2;
        return Arrays.copyOfRange(bytes, at + 4, at + 4 + intAt(bytes, at));
    }

    /// Compares the first field in byte order.
    public int compareKey(byte[] key) {
        int at = start + 2;
        return Arrays.compareUnsigned(bytes, at + 4, at + 4 + intAt(bytes, at), key, 0, key.length);
    }

    /// Whether the row is these bytes.
    public boolean isSame(byte[] other, int from, int size) {
        return Arrays.equals(bytes, start, bytes.length, other, from, from + size);
    }

    public String text(int field) {
        String text = textOrNull(field);
        if (text == null) {
            throw new IllegalStateException("Expected a text in field " + field + ", but it is NULL");
        }
        return text;
    }

    public @Nullable String textOrNull(int field) {
        int at = field(field);
        int length = intAt(bytes, at);
        return length < 0 ? null : new String(bytes, at + 4, length, StandardCharsets.UTF_8);
    }

    public long int8(int field) {
        return longAt(bytes, field(field) + 4);
    }

    /// Of a timestamptz.
    public Instant time(int field) {
        long micros = int8(field);
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS) + POSTGRES_EPOCH_SECOND, Math.floorMod(micros, MICROS) * 1_000);
    }

    private int field(int field) {
        int at = start + 2;
        for (int i = 0; i < field; i++) {
            at += 4 + Math.max(intAt(bytes, at), 0);
        }
        return at;
    }

    /// Which fields of two rows differ, by their numbers.
    static boolean[] differing(byte[] one, int oneStart, byte[] other, int otherStart) {
        int fields = shortAt(one, oneStart);
        boolean[] differing = new boolean[fields];
        int a = oneStart + 2;
        int b = otherStart + 2;
        for (int i = 0; i < fields; i++) {
            int aEnd = a + 4 + Math.max(intAt(one, a), 0);
            int bEnd = b + 4 + Math.max(intAt(other, b), 0);
            differing[i] = !Arrays.equals(one, a, aEnd, other, b, bEnd);
            a = aEnd;
            b = bEnd;
        }
        return differing;
    }

    private static int shortAt(byte[] bytes, int at) {
        return (short) ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
    }

    private static int intAt(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    private static long longAt(byte[] bytes, int at) {
        return (long) intAt(bytes, at) << 32 | (intAt(bytes, at + 4) & 0xffff_ffffL);
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
