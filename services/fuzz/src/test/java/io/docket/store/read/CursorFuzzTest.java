package io.docket.store.read;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.MethodSource;

/// A cursor is one that a page gave out, or refused; also one that somebody built with the right checksum leads
/// nowhere that Postgres does not know.
public class CursorFuzzTest {
    private static final char LIST = 's';
    /// Postgres knows no time before 4713 BC and none after 294276 AD.
    private static final Instant FIRST = Instant.parse("-4712-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+294276-01-01T00:00:00Z");

    public static Stream<byte[]> seeds() {
        return Stream.of(
                new Cursor(LIST, 3, 1_790_000_000_000_000L, "SC-1/1").text().getBytes(StandardCharsets.US_ASCII),
                key(0, Long.MAX_VALUE, "x"),
                key(0, Long.MIN_VALUE, "x"),
                key(1, 0, ""),
                key(2, -1, "é"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_cursor_leads_to_a_place_or_is_refused(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        check(new String(input, StandardCharsets.ISO_8859_1));
        check(built(input));
    }

    private static void check(String text) {
        Cursor cursor;
        try {
            cursor = Cursor.parse(LIST, text);
        } catch (InvalidCursorException e) {
            return;
        }
        if (cursor == null) {
            throw new AssertionError("Broken: a cursor is no beginning");
        }
        Law.same(cursor, Cursor.parse(LIST, cursor.text()), "a cursor written again is the same");
        Law.holds(cursor.time().isAfter(FIRST) && cursor.time().isBefore(LAST), "Postgres knows the time");
        Law.holds(cursor.id().indexOf('\0') < 0, "Postgres keeps the id");
    }

    /// What is given, as a cursor of the list with the right checksum.
    private static String built(byte[] key) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + key.length + Integer.BYTES);
        bytes.put((byte) LIST).put(key);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, bytes.position());
        bytes.putInt((int) crc.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static byte[] key(int rank, long number, String id) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + text.length)
                .putInt(rank)
                .putLong(number)
                .put(text)
                .array();
    }
}
