package io.docket.store.read;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Where a page ended: the sort key of its last row. Written base64url so that nobody is tempted to build one, with a
/// checksum so that a damaged one is refused rather than taken for another place.
///
/// A cursor is no permission: whoever presents one sees only what his filter lets him see.
///
/// @param list which list it belongs to
/// @param rank the first part of the key, 0 where the list has none
/// @param number the second: microseconds of a time, or an offset
/// @param id the last
record Cursor(char list, int rank, long number, String id) {

    private static final int TEXT_MAX = 1_000;

    /// Three thousand years in microseconds, or more offsets than a partition ever has; what lies beyond is none of
    /// ours, and no time that Postgres knows.
    private static final long NUMBER_MAX = 100_000_000_000_000_000L;

    String text() {
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(1 + Integer.BYTES + Long.BYTES + idBytes.length + Integer.BYTES);
        bytes.put((byte) list).putInt(rank).putLong(number).put(idBytes);
        bytes.putInt(checksum(bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// @param text null: the beginning
    /// @return null: the beginning
    /// @throws InvalidCursorException for what no page of this list gave out
    static @Nullable Cursor parse(char list, @Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() > TEXT_MAX) {
            throw new InvalidCursorException("it has " + text.length() + " characters");
        }
        ByteBuffer bytes = ByteBuffer.wrap(decoded(text));
        int idLength = bytes.remaining() - 1 - Integer.BYTES - Long.BYTES - Integer.BYTES;
        if (idLength < 0) {
            throw new InvalidCursorException("it is too short");
        }
        if (bytes.getInt(bytes.limit() - Integer.BYTES) != checksum(bytes.array(), bytes.limit() - Integer.BYTES)) {
            throw new InvalidCursorException("it has been altered");
        }
        if ((char) bytes.get() != list) {
            throw new InvalidCursorException("it belongs to another list");
        }
        int rank = bytes.getInt();
        long number = bytes.getLong();
        if (number < -NUMBER_MAX || number > NUMBER_MAX) {
            throw new InvalidCursorException("it has been altered");
        }
        bytes.limit(bytes.position() + idLength);
        return new Cursor(list, rank, number, id(bytes));
    }

    static Cursor at(char list, int rank, Instant time, String id) {
        return new Cursor(list, rank, ChronoUnit.MICROS.between(Instant.EPOCH, time), id);
    }

    Instant time() {
        return Instant.EPOCH.plus(number, ChronoUnit.MICROS);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidCursorException("it is not base64url");
        }
    }

    private static String id(ByteBuffer bytes) {
        try {
            String id = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (id.indexOf('\0') < 0) {
                return id;
            }
        } catch (CharacterCodingException e) {
            throw new InvalidCursorException("it is not of UTF-8");
        }
        throw new InvalidCursorException("it has a NUL");
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
