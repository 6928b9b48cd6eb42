package io.docket.contracts;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A command's content as bytes that are the same whoever serialised it: names sorted, numbers by value. Two commands
/// with one id are a repeat if these agree, a mismatch if not (architecture.md §3).
final class CanonicalForm {
    /// Sealing draws a nonce and keys rotate, so a sealed code differs each time; its keyed hash does not.
    private static final Set<String> NOT_CONTENT = Set.of(CodeFields.SEALED, CodeFields.KEY_ID, CodeFields.MASKED);

    /// Never updated itself.
    private static final MessageDigest SHA_256 = sha256OfTheJdk();

    private byte[] bytes = new byte[512];
    private int length;

    private CanonicalForm() {}

    /// The first 128 bits of SHA-256 over the canonical form.
    static UUID digest(String type, String actor, String sellerId, JsonNode data) {
        CanonicalForm form = new CanonicalForm();
        form.text(type);
        form.text(actor);
        form.text(sellerId);
        if (data instanceof ObjectNode object) {
            form.object(object, NOT_CONTENT);
        } else {
            form.value(data);
        }
        return form.sha256();
    }

    private UUID sha256() {
        MessageDigest sha256 = newSha256();
        sha256.update(bytes, 0, length);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new UUID(digest.getLong(), digest.getLong());
    }

    /// Copied, which saves looking for a provider each time.
    private static MessageDigest newSha256() {
        try {
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256OfTheJdk() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private void value(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object(object, Set.of());
        } else if (node instanceof ArrayNode array) {
            put('[');
            for (JsonNode element : array) {
                value(element);
            }
            put(']');
        } else if (node.isString()) {
            text(node.stringValue());
        } else if (node.isLong()) {
            number(Long.toString(node.longValue()));
        } else if (node.isNumber()) {
            number(decimal(node.decimalValue()));
        } else if (node.isBoolean()) {
            put(node.booleanValue() ? 't' : 'f');
        } else {
            put('0');
        }
    }

    private void object(ObjectNode object, Set<String> without) {
        String[] names = object.propertyNames().toArray(String[]::new);
        Arrays.sort(names);
        put('{');
        for (String name : names) {
            if (!without.contains(name)) {
                text(name);
                value(object.get(name));
            }
        }
        put('}');
    }

    /// The same text for 10, 10.0 and 1e1, without ever expanding an exponent.
    private static String decimal(BigDecimal value) {
        BigDecimal bare = value.stripTrailingZeros();
        boolean shortInteger = bare.scale() <= 0 && (long) bare.precision() - bare.scale() <= 18;
        return shortInteger ? Long.toString(bare.longValueExact()) : bare.unscaledValue() + "E" + -(long) bare.scale();
    }

    private void number(String text) {
        put('#');
        raw(text);
        put(';');
    }

    /// With its length before it, so that no text can pass for another's structure.
    private void text(String text) {
        put('"');
        raw(Integer.toString(text.length()));
        put(':');
        raw(text);
    }

    private void raw(String text) {
        int chars = text.length();
        ensure(chars * 3);
        for (int at = 0; at < chars; at++) {
            char one = text.charAt(at);
            if (one < 0x80) {
                bytes[length++] = (byte) one;
            } else {
                // Three bytes for any other: not UTF-8, but the same for the same text, halves of pairs included.
                bytes[length++] = (byte) 0xFF;
                bytes[length++] = (byte) (one >> 8);
                bytes[length++] = (byte) one;
            }
        }
    }

    private void put(char one) {
        ensure(1);
        bytes[length++] = (byte) one;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
