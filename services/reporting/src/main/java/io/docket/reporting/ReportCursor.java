package io.docket.reporting;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/// Where a page of a report ended: the texts of its last row's key, with a checksum so that a damaged one is refused
/// rather than taken for another place. No permission: whoever presents one sees only what is his to see.
final class ReportCursor {
    private static final int TEXT_CHARS_MAX = 2_000;

    private ReportCursor() {}

    static String write(ReportView view, List<String> keys) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(view.viewName());
            for (String key : keys) {
                out.writeUTF(key);
            }
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written to", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /// @throws ReportProblem for what no page of this view gave out
    static List<String> read(ReportView view, String cursor) {
        try {
            byte[] bytes =
                    cursor.length() <= TEXT_CHARS_MAX ? Base64.getUrlDecoder().decode(cursor) : new byte[0];
            int end = bytes.length - Integer.BYTES;
            if (end > 0 && ByteBuffer.wrap(bytes).getInt(end) == checksum(bytes, end)) {
                List<String> texts = texts(bytes, end);
                List<String> keys = texts.subList(1, texts.size());
                if (texts.getFirst().equals(view.viewName()) && canBe(view, keys)) {
                    return keys;
                }
            }
        } catch (IllegalArgumentException | IOException e) {
            // No page wrote this: refused below, like one of another view.
        }
        throw ReportProblem.parameter("cursor", "Expected a cursor that a page of this view gave out, but it is none");
    }

    private static boolean canBe(ReportView view, List<String> keys) {
        boolean can = keys.size() == view.keys().size();
        for (int at = 0; can && at < keys.size(); at++) {
            can = view.keys().get(at).canBe(keys.get(at));
        }
        return can;
    }

    private static List<String> texts(byte[] bytes, int end) throws IOException {
        List<String> texts = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
        while (in.available() > 0) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
