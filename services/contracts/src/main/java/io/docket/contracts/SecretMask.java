package io.docket.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows a message that could not be read without the authorization code or password that may stand in it. Since nobody
/// could read it, nothing is taken for granted: it may be no JSON, cut off, written twice over or in another encoding.
/// Rather too much is masked than too little.
public final class SecretMask {
    public static final String MASKED = "••••••";

    private static final Pattern SECRET = Pattern.compile(
            "code|licen[cs]e|secret|passw|token|credential|authori[sz]ation|cookie|serial|api-?key|data_base64");
    /// Names with `code` in them that bear none.
    private static final Set<String> PUBLIC = Set.of(
            "codemasked",
            "codekeyid",
            "codeproblem",
            "skucode",
            "statecode",
            "codestate",
            "content-encoding",
            "ce_datacontenttype");
    /// `code=…`, `'code': …`, `<code>…`: whatever follows up to the next mark.
    private static final Pattern LOOSE =
            Pattern.compile("([\\w-]{1,64})(\\\\?[\"']?\\s{0,8}[=:>]\\s{0,8}\\\\?[\"']?)([^\\s\"'&;,<>{}\\[\\]]++)");
    /// A name without quotes before a value with some.
    private static final Pattern BARE = Pattern.compile("([\\w-]{1,64})\\s{0,8}[=:]\\s{0,8}$");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}+={0,2}");
    private static final int DEPTH_MAX = 4;

    private SecretMask() {}

    /// @param bytes of a record's value
    public static String shown(byte[] bytes) {
        String text = decoded(bytes);
        return text.indexOf('\0') >= 0
                ? "%s (%d bytes that are no text in UTF-8)".formatted(MASKED, bytes.length)
                : masked(text);
    }

    /// @param name of a header or a field
    public static String shown(String name, String value) {
        return isSecret(name) ? MASKED : masked(value.replace('\0', '\uFFFD'));
    }

    public static String masked(String text) {
        return masked(text, 0);
    }

    private static String masked(String text, int depth) {
        StringBuilder shown = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                break;
            }
            String before = text.substring(at, quote);
            shown.append(loose(before));
            int end = stringEnd(text, quote);
            Matcher bare = BARE.matcher(before);
            if (bare.find() && isSecret(bare.group(1))) {
                shown.append('"').append(MASKED).append('"');
                at = end + 1;
                continue;
            }
            String raw = text.substring(quote + 1, Math.min(end, text.length()));
            int colon = skipSpace(text, end + 1);
            boolean named = colon < text.length() && text.charAt(colon) == ':';
            if (named && isSecret(unescaped(raw))) {
                int value = skipSpace(text, colon + 1);
                shown.append(text, quote, value).append('"').append(MASKED).append('"');
                at = valueEnd(text, value);
            } else {
                shown.append('"').append(within(raw, depth));
                if (end < text.length()) {
                    shown.append('"');
                }
                at = end + 1;
            }
        }
        return at < text.length() ? shown.append(loose(text.substring(at))).toString() : shown.toString();
    }

    /// A string may be JSON written once more.
    private static String within(String raw, int depth) {
        String inner = unescaped(raw);
        boolean nested = depth < DEPTH_MAX && inner.indexOf('"') >= 0;
        if (nested && !masked(inner, depth + 1).equals(inner)) {
            return MASKED;
        }
        return loose(raw);
    }

    private static String loose(String text) {
        String once = LOOSE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(found.group(1)) ? found.group(1) + found.group(2) + MASKED : found.group()));
        return BASE64.matcher(once)
                .replaceAll(found -> Matcher.quoteReplacement(hides(found.group()) ? MASKED : found.group()));
    }

    /// Whether it is base64 of something that names a secret.
    private static boolean hides(String run) {
        String plain = run.replace('-', '+').replace('_', '/').replace("=", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(plain.substring(0, plain.length() - plain.length() % 4));
            String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "");
            return SECRET.matcher(text.toLowerCase(Locale.ROOT)).find();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET.matcher(lower).find() && !PUBLIC.contains(lower);
    }

    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /// Of the closing quote, or the text's end.
    private static int stringEnd(String text, int quote) {
        int at = quote + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length());
    }

    /// Behind a value of whatever kind: a string, what is in brackets, or what goes up to the next comma.
    private static int valueEnd(String text, int from) {
        int depth = 0;
        int at = from;
        while (at < text.length()) {
            char one = text.charAt(at);
            if (one == '"') {
                at = stringEnd(text, at);
            } else if (one == '{' || one == '[') {
                depth++;
            } else if (one == '}' || one == ']') {
                depth--;
            }
            boolean ends = depth <= 0 && (one == '"' || one == '}' || one == ']');
            if (depth < 0 || (depth == 0 && one == ',')) {
                return at;
            }
            at++;
            if (ends) {
                return Math.min(at, text.length());
            }
        }
        return text.length();
    }

    private static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char one = raw.charAt(at);
            if (one != '\\' || at + 1 == raw.length()) {
                text.append(one);
            } else if (raw.charAt(at + 1) == 'u' && at + 6 <= raw.length() && isHex(raw, at + 2)) {
                text.append((char) Integer.parseInt(raw.substring(at + 2, at + 6), 16));
                at += 5;
            } else {
                at++;
                text.append(raw.charAt(at));
            }
        }
        return text.toString();
    }

    private static boolean isHex(String text, int from) {
        for (int at = from; at < from + 4; at++) {
            if (Character.digit(text.charAt(at), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
