package io.docket.gateway.command;

import io.docket.contracts.ClearCode;
import io.docket.contracts.CodeSealer;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.SupervisionCommandType;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Takes the clear authorization code out of a command's data before it reaches the log (domain.md §2.5).
final class CodeSealing {
    private static final String CODE = "code";
    /// What only a gateway writes: a client's own would let him pass off a code that he does not know.
    private static final List<String> GATEWAYS_OWN =
            List.of("codeSealed", "codeHash", "codeKeyId", "codeMasked", "codeProblem");

    private final CodeSealer sealer;

    CodeSealing(CodeSealer sealer) {
        this.sealer = sealer;
    }

    /// Changes the data: a code that can be one stands there sealed, any other as a problem for the decision to refuse.
    void seal(ObjectNode data, SupervisionCommandType type, String sellerId, String supervisionId) {
        data.remove(GATEWAYS_OWN);
        JsonNode code = data.remove(CODE);
        if (code == null || code.isNull() || !takesCode(type)) {
            return;
        }
        String problem = code.isString() ? ClearCode.problem(code.stringValue()) : "code is not a string";
        if (problem != null) {
            data.put("codeProblem", problem);
            return;
        }
        SealedCode sealed = sealer.seal(sellerId, supervisionId, code.stringValue());
        data.put("codeSealed", sealed.sealed());
        data.put("codeHash", sealed.hash());
        data.put("codeKeyId", sealed.keyId());
        data.put("codeMasked", sealed.masked());
    }

    private static boolean takesCode(SupervisionCommandType type) {
        return switch (type) {
            case OPEN, ISSUE_CODE, ACTIVATE_CODE, REPORT_HEARTBEAT, REPORT_USAGE -> true;
            default -> false; // no other command has a code in its data
        };
    }
}
