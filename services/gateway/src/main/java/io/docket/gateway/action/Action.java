package io.docket.gateway.action;

import io.docket.domain.AggregateType;
import io.docket.domain.Decision;
import io.docket.domain.Refusal;
import io.docket.gateway.read.Paths;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What came of asking `decide` whether a command would be accepted now: `{command, allowed, code?, message?, href}`.
final class Action {
    /// The id of commands that are only asked about; they are never sent.
    static final String PROBE = "probe";

    private Action() {}

    static ObjectNode list() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("actions");
        return body;
    }

    static void add(ObjectNode list, AggregateType type, String id, String command, Decision<?> decision) {
        ObjectNode action = ((ArrayNode) list.get("actions")).addObject().put("command", command);
        switch (decision) {
            case Decision.Accepted<?> _, Decision.SameAsOpening<?> _ -> action.put("allowed", true);
            case Decision.Refused<?>(Refusal refusal, long _) ->
                action.put("allowed", false).put("code", refusal.code().name()).put("message", refusal.message());
        }
        action.put("href", Paths.of(type, id) + "/" + command);
    }
}
