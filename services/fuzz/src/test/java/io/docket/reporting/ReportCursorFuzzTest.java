package io.docket.reporting;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Law;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.params.provider.MethodSource;

/// A report's cursor is one that a page gave out, or refused; also one that somebody built with the right checksum has
/// a key that the view can have.
public class ReportCursorFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.of(
                ReportCursor.write(ReportView.SUPERVISION, List.of("2026-11-23T09:00:00Z", "SC-1/1"))
                        .getBytes(StandardCharsets.US_ASCII),
                inner(ReportCursor.write(
                        ReportView.EVENT, List.of("2026-11-23T09:00:00Z", "t", "1", "2", "9223372036854775807", "0"))),
                inner(ReportCursor.write(ReportView.FUNNEL_DAILY, List.of("2026-11-23", "S-1", "LICENSE_CODE"))),
                inner(ReportCursor.write(ReportView.FRESHNESS, List.of("topic", "3"))),
                inner(ReportCursor.write(ReportView.FRESHNESS, List.of("topic"))),
                inner(ReportCursor.write(ReportView.FRESHNESS, List.of("topic", "third"))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void a_reports_cursor_leads_to_a_place_or_is_refused(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        for (ReportView view : ReportView.values()) {
            check(view, new String(input, StandardCharsets.ISO_8859_1));
            check(view, built(input));
        }
    }

    private static void check(ReportView view, String text) {
        List<String> keys;
        try {
            keys = ReportCursor.read(view, text);
        } catch (ReportProblem e) {
            return;
        }
        Law.same(view.keys().size(), keys.size(), "a cursor has the key of its view");
        for (int at = 0; at < keys.size(); at++) {
            String type = view.keys().get(at).type();
            String key = keys.get(at);
            Law.holds(key.indexOf('\0') < 0, "Postgres keeps the key");
            switch (type) {
                case "int" -> Law.same(key, Integer.toString(Integer.parseInt(key)), "a number is one");
                case "bigint" -> Law.same(key, Long.toString(Long.parseLong(key)), "a number is one");
                default -> {}
            }
        }
        Law.same(keys, ReportCursor.read(view, ReportCursor.write(view, keys)), "a cursor written again is the same");
    }

    private static byte[] inner(String cursor) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor);
        return java.util.Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    }

    /// What is given, with the right checksum.
    private static String built(byte[] key) {
        ByteBuffer bytes = ByteBuffer.allocate(key.length + Integer.BYTES).put(key);
        CRC32 crc = new CRC32();
        crc.update(key);
        bytes.putInt((int) crc.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
