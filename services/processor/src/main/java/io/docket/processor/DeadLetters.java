package io.docket.processor;

import io.docket.contracts.DeadLetterReason;
import io.docket.contracts.RecordFrame;
import io.docket.contracts.SecretMask;
import io.docket.domain.Coordinates;
import io.docket.store.batch.DeadLetterRow;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Turns records that nobody can decide into rows that nothing is lost of: the bytes encrypted, the rest readable.
final class DeadLetters {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DETAIL_CHARS_MAX = 1_000;
    private static final int KEY_CHARS_MAX = 1_000;
    private static final int HEADERS_MAX = 100;
    private static final int HEADER_CHARS_MAX = 1_000;

    private final CodeKeys keys;

    DeadLetters(CodeKeys keys) {
        this.keys = keys;
    }

    DeadLetterRow failed(Incoming incoming, Exception cause) {
        String detail = "Deciding failed: " + cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return row(incoming, DeadLetterReason.DECIDE_FAILED, detail);
    }

    DeadLetterRow row(Incoming incoming, DeadLetterReason reason, String detail) {
        ConsumerRecord<byte[], byte[]> record = incoming.record();
        Coordinates at = incoming.at();
        byte[] value = record.value();
        return new DeadLetterRow(
                at,
                reason.name(),
                text(detail, DETAIL_CHARS_MAX),
                record.key() == null ? null : text(utf8(record.key()), KEY_CHARS_MAX),
                headers(record),
                value == null ? null : keys.sealDeadLetter(value, at.toString()),
                keys.sealDeadLetter(RecordFrame.of(record).write(), RecordFrame.sealedFor(at.toString())),
                value == null ? 0 : value.length,
                incoming.recordTime());
    }

    private static String headers(ConsumerRecord<byte[], byte[]> record) {
        ArrayNode headers = JSON.createArrayNode();
        for (Header header : record.headers()) {
            if (headers.size() == HEADERS_MAX) {
                break;
            }
            ArrayNode pair = headers.addArray();
            pair.add(text(header.key(), HEADER_CHARS_MAX));
            // In clear only what may be seen; byte by byte they are kept in the sealed frame.
            String value = header.value() == null ? null : SecretMask.shown(header.key(), utf8(header.value()));
            pair.add(value == null ? null : text(value, HEADER_CHARS_MAX));
        }
        return JSON.writeValueAsString(headers);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// As PostgreSQL can keep it: without NUL, and not longer than allowed.
    private static String text(@Nullable String value, int charsMax) {
        if (value == null) {
            return "";
        }
        String kept = value.indexOf('\0') < 0 ? value : value.replace('\0', '\uFFFD');
        if (kept.length() <= charsMax) {
            return kept;
        }
        int end = Character.isHighSurrogate(kept.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return kept.substring(0, end);
    }
}
