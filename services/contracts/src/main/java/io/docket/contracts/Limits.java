package io.docket.contracts;

/// What a message may be at most. Characters are Unicode code points, as in JSON Schema.
public final class Limits {
    public static final int VALUE_BYTES_MAX = 256 * 1024;
    /// How deep JSON may nest, envelope included.
    public static final int DEPTH_MAX = 64;
    public static final int NUMBER_CHARS_MAX = 100;
    /// By how much a number may be longer than it was sent once it is written again: a point, and `E-2147483648`.
    public static final int NUMBER_GROWTH_CHARS = 13;
    /// Of a field's name.
    public static final int NAME_CHARS_MAX = 256;
    /// Of a single id, a currency, or another short name.
    public static final int ID_CHARS_MAX = 64;
    /// Of `orderId/orderLineId`, `seller/productId`, `role:id`, and of a command's id.
    public static final int COMPOSED_ID_CHARS_MAX = 129;
    public static final int SOURCE_CHARS_MAX = 256;
    public static final int CODE_CHARS_MAX = 64;
    /// Of what the gateway's cipher makes of a code.
    public static final int SEALED_CODE_CHARS_MAX = 1_024;
    public static final int TEXT_CHARS_MAX = 10_000;
    public static final int ATTACHMENTS_MAX = 20;
    /// Of an attachment, which lies elsewhere: the largest integer that every reader of JSON keeps.
    public static final long FILE_BYTES_MAX = 9_007_199_254_740_991L;

    public static final int USAGE_ENTRIES_MAX = 100;
    public static final int PERIOD_NUMBER_MAX = 1_200;
    public static final int RATING_MAX = 5;
    public static final int MONEY_INTEGER_DIGITS_MAX = 19;
    public static final int MONEY_DECIMALS_MAX = 6;
    /// How far a stated time may lie from the record's, unless it is imported.
    public static final long SKEW_MINUTES_MAX = 5;

    private Limits() {}

    /// Whether the text has at most so many characters.
    static boolean fits(String text, int charsMax) {
        return text.length() <= charsMax || text.codePointCount(0, text.length()) <= charsMax;
    }
}
