package io.docket.app;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// An answer as it came out of a socket; characters are bytes.
///
/// @param status 0: what came is no HTTP answer, or nothing
record RawAnswer(int status, String mediaType, String head, String body) {
    private static final int STATUS_AT = 9;

    static RawAnswer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (!text.startsWith("HTTP/1.1 ") || end < 0) {
            return new RawAnswer(0, "", text, "");
        }
        String head = text.substring(0, end);
        Map<String, String> headers = new HashMap<>();
        head.lines().skip(1).forEach(line -> {
            int colon = Math.max(line.indexOf(':'), 0);
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        });
        String body = text.substring(end + 4);
        boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
        return new RawAnswer(
                Integer.parseInt(head.substring(STATUS_AT, STATUS_AT + 3)),
                headers.getOrDefault("content-type", "").replaceAll(";.*", ""),
                head,
                chunked ? unchunked(body) : body);
    }

    private static String unchunked(String body) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (at < body.length()) {
            int line = body.indexOf("\r\n", at);
            int size = line < 0 ? 0 : Integer.parseInt(body.substring(at, line).strip(), 16);
            if (size == 0) {
                break;
            }
            whole.append(body, line + 2, Math.min(line + 2 + size, body.length()));
            at = line + 2 + size + 2;
        }
        return whole.toString();
    }
}
