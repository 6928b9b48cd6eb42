package io.docket.contracts;

import io.docket.domain.Invalid;
import io.docket.domain.SealedCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The authorization code in a command's data: sealed on the log, in clear only where that is allowed, and then no
/// longer than it takes to seal it (domain.md §2.5).
final class CodeFields {
    static final String CLEAR = "code";
    static final String SEALED = "codeSealed";
    static final String HASH = "codeHash";
    static final String KEY_ID = "codeKeyId";
    static final String MASKED = "codeMasked";
    /// Set by a gateway for a code that it would not seal, with the reason.
    static final String PROBLEM = "codeProblem";

    private final @Nullable CodeSealer sealer;

    /// @param sealer null: clear codes are not accepted
    CodeFields(@Nullable CodeSealer sealer) {
        this.sealer = sealer;
    }

    /// Takes a clear code out of the data, whatever the command; where clear codes are accepted and the command takes
    /// one, its sealed form stands there instead.
    ///
    /// @return what is wrong with it
    @Nullable
    Invalid conceal(ObjectNode data, boolean takesCode, String sellerId, String supervisionId) {
        JsonNode clear = data.remove(CLEAR);
        if (clear == null || clear.isNull()) {
            return null;
        }
        if (sealer == null) {
            return new Invalid(CLEAR, "is in clear");
        }
        if (!clear.isString()) {
            return new Invalid(CLEAR, "is not a string");
        }
        String problem = ClearCode.problem(clear.stringValue());
        if (problem != null) {
            return new Invalid(CLEAR, problem);
        }
        if (takesCode) {
            SealedCode code = sealer.seal(sellerId, supervisionId, clear.stringValue());
            data.put(SEALED, code.sealed());
            data.put(HASH, code.hash());
            data.put(KEY_ID, code.keyId());
            data.put(MASKED, code.masked());
        }
        return null;
    }

    /// The sealed code, if there is one.
    static @Nullable SealedCode read(Fields fields) {
        String problem = fields.optionalText(PROBLEM);
        if (problem != null) {
            fields.wrong(CLEAR, problem.isBlank() ? "was not sealed" : problem);
            return null;
        }
        String sealed = part(fields, SEALED, Limits.SEALED_CODE_CHARS_MAX);
        String hash = part(fields, HASH, Limits.SEALED_CODE_CHARS_MAX);
        String keyId = part(fields, KEY_ID, Limits.ID_CHARS_MAX);
        String masked = part(fields, MASKED, Limits.CODE_CHARS_MAX);
        if (sealed == null && hash == null && keyId == null && masked == null) {
            return null;
        }
        if (sealed == null || hash == null || keyId == null || masked == null) {
            fields.wrong(CLEAR, "is sealed only in part");
            return null;
        }
        return new SealedCode(masked, hash, sealed, keyId);
    }

    private static @Nullable String part(Fields fields, String name, int charsMax) {
        JsonNode node = fields.node(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || node.stringValue().isBlank() || !Limits.fits(node.stringValue(), charsMax)) {
            fields.wrong(CLEAR, "has in %s what no sealed code has there".formatted(name));
            return null;
        }
        return node.stringValue();
    }
}
