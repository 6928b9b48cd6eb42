package io.docket.store.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows in PostgreSQL's binary COPY format: nothing to escape here and nothing to parse there.
///
/// Source: PostgreSQL documentation, COPY, "Binary Format".
public final class CopyBuffer implements RowWriter {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long POSTGRES_EPOCH_SECOND = 946_684_800L;
    private static final long POSTGRES_EPOCH_DAY = 10_957L;
    private static final BigInteger NUMERIC_BASE = BigInteger.valueOf(10_000);
    private static final int NUMERIC_BASE_DIGITS = 4;

    private static final int BYTES_AT_FIRST = 1 << 16;

    private byte[] bytes;
    private int length;
    private int rows;

    public CopyBuffer() {
        this(BYTES_AT_FIRST);
    }

    /// @param bytesExpected growing costs copies
    CopyBuffer(int bytesExpected) {
        bytes = new byte[Math.max(HEADER.length, bytesExpected)];
        raw(HEADER);
    }

    public int rows() {
        return rows;
    }

    /// How many bytes there are.
    public int length() {
        return length;
    }

    /// Of which [#length] count; replaced when it has to grow.
    public byte[] bytes() {
        return bytes;
    }

    /// No rows, as in the beginning.
    public void clear() {
        length = HEADER.length;
        rows = 0;
    }

    /// A row as COPY has given it.
    public void row(byte[] from, int offset, int size) {
        rows++;
        reserve(size);
        System.arraycopy(from, offset, bytes, length, size);
        length += size;
    }

    CopyBuffer row(int fields) {
        rows++;
        putShort(fields);
        return this;
    }

    @Override
    public CopyBuffer text(@Nullable String value) {
        if (value == null) {
            return putNull();
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        putInt(utf8.length);
        raw(utf8);
        return this;
    }

    CopyBuffer bytes(byte @Nullable [] value) {
        if (value == null) {
            return putNull();
        }
        putInt(value.length);
        raw(value);
        return this;
    }

    @Override
    public CopyBuffer name(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }

    CopyBuffer int2(int value) {
        putInt(2);
        putShort(value);
        return this;
    }

    @Override
    public CopyBuffer int2(@Nullable Integer value) {
        return value == null ? putNull() : int2(value.intValue());
    }

    @Override
    public CopyBuffer int4(int value) {
        putInt(4);
        putInt(value);
        return this;
    }

    CopyBuffer int4(@Nullable Integer value) {
        return value == null ? putNull() : int4(value.intValue());
    }

    CopyBuffer int8(long value) {
        putInt(8);
        putLong(value);
        return this;
    }

    @Override
    public CopyBuffer int8(@Nullable Long value) {
        return value == null ? putNull() : int8(value.longValue());
    }

    CopyBuffer bool(boolean value) {
        putInt(1);
        reserve(1);
        bytes[length++] = (byte) (value ? 1 : 0);
        return this;
    }

    @Override
    public CopyBuffer bool(@Nullable Boolean value) {
        return value == null ? putNull() : bool(value.booleanValue());
    }

    @Override
    public CopyBuffer time(@Nullable Instant value) {
        if (value == null) {
            return putNull();
        }
        return int8((value.getEpochSecond() - POSTGRES_EPOCH_SECOND) * 1_000_000L + value.getNano() / 1_000);
    }

    @Override
    public CopyBuffer date(@Nullable LocalDate value) {
        return value == null ? putNull() : int4((int) (value.toEpochDay() - POSTGRES_EPOCH_DAY));
    }

    CopyBuffer uuid(@Nullable UUID value) {
        if (value == null) {
            return putNull();
        }
        putInt(16);
        putLong(value.getMostSignificantBits());
        putLong(value.getLeastSignificantBits());
        return this;
    }

    /// 10.00 stays 10.00.
    @Override
    public CopyBuffer numeric(@Nullable BigDecimal value) {
        if (value == null) {
            return putNull();
        }
        BigDecimal plain = value.scale() < 0 ? value.setScale(0, RoundingMode.UNNECESSARY) : value;
        int fractionGroups = (plain.scale() + NUMERIC_BASE_DIGITS - 1) / NUMERIC_BASE_DIGITS;
        BigInteger rest = plain.abs()
                .setScale(fractionGroups * NUMERIC_BASE_DIGITS, RoundingMode.UNNECESSARY)
                .unscaledValue();
        short[] groups = new short[rest.bitLength() / 13 + 1];
        int count = 0;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(NUMERIC_BASE);
            groups[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        int weight = count == 0 ? 0 : count - fractionGroups - 1;
        // As the server stores it, so that a row written and read again is the same bytes: no group of zeros at the
        // end.
        int last = 0;
        while (last < count && groups[last] == 0) {
            last++;
        }
        putInt(8 + 2 * (count - last));
        putShort(count - last);
        putShort(weight);
        putShort(value.signum() < 0 ? 0x4000 : 0);
        putShort(plain.scale());
        for (int i = count - 1; i >= last; i--) {
            putShort(groups[i]);
        }
        return this;
    }

    /// Sends the rows; nothing is sent where there are none.
    ///
    /// @param sql `COPY … FROM STDIN (FORMAT binary)`
    public void send(Connection connection, String sql) throws SQLException {
        if (rows == 0) {
            return;
        }
        putShort(-1);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(bytes, 0, length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private CopyBuffer putNull() {
        putInt(-1);
        return this;
    }

    private void raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void putShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putInt(int value) {
        reserve(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
