package io.docket.app.feed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The lines of a file, each by itself: one that is too long or no UTF-8 spoils no other.
final class LineSource implements AutoCloseable {
    /// Four times what a command may be, for escapes and white space.
    static final int LINE_BYTES_MAX = 1024 * 1024;

    private static final int BUFFER_BYTES = 256 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4 * 1024);
    private long number;
    private long bytesRead;

    /// @param text null: the line cannot be read
    /// @param problem why, completing *Expected …, but …*
    record Line(long number, @Nullable String text, String problem) {}

    LineSource(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
    }

    /// Null at the end.
    @Nullable
    Line next() throws IOException {
        line.reset();
        boolean tooLong = false;
        int one = in.read();
        if (one < 0) {
            return null;
        }
        number++;
        for (; one >= 0 && one != '\n'; one = in.read()) {
            bytesRead++;
            if (line.size() < LINE_BYTES_MAX) {
                line.write(one);
            } else {
                tooLong = true;
            }
        }
        bytesRead++;
        return tooLong
                ? new Line(number, null, "Expected a line of at most " + LINE_BYTES_MAX + " bytes, but it is longer")
                : decoded();
    }

    private Line decoded() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            boolean marked = number == 1 && text.startsWith(BYTE_ORDER_MARK);
            return new Line(number, (marked ? text.substring(1) : text).strip(), "");
        } catch (CharacterCodingException _) {
            return new Line(number, null, "Expected a line in UTF-8, but it is not");
        }
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
