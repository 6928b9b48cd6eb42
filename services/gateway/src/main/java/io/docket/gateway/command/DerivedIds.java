package io.docket.gateway.command;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Ids that are the same whenever the same person sends the same key: so a retry is a repeat, and a retried opening is
/// the same ticket.
public final class DerivedIds {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    /// 26 characters of 5 bits: no two of any number of commands ever meet.
    private static final int ID_CHARS = 26;

    private DerivedIds() {}

    /// @param actor `role:id`
    public static String command(String actor, String idempotencyKey) {
        return hash("command", actor, idempotencyKey);
    }

    /// @param actor `role:id`
    public static String ticket(String sellerId, String actor, String idempotencyKey) {
        return "T-" + hash("ticket", sellerId, actor, idempotencyKey);
    }

    private static String hash(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return base32(digest.digest());
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder(ID_CHARS);
        for (int at = 0; at < ID_CHARS; at++) {
            int bit = at * 5;
            int window = ((bytes[bit / 8] & 0xFF) << 8) | (bytes[bit / 8 + 1] & 0xFF);
            text.append(BASE32.charAt((window >> (11 - bit % 8)) & 31));
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
