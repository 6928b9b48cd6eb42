package io.docket.gateway.read;

import io.docket.domain.deadline.Deadlines;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// An aggregate's deadlines as HTTP shows them: `{"items": [{"kind": "appeal", "dueAt": "…"}, {"kind":
/// "hardware-acceptance", "dueAt": null, "remaining": "PT72H"}]}`, the next one first, then those that stand still.
final class DeadlineJson {
    private DeadlineJson() {}

    static ObjectNode of(Deadlines deadlines) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        deadlines.pending().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(due -> items.addObject()
                        .put("kind", due.getKey().wire())
                        .put("dueAt", due.getValue().toString()));
        deadlines
                .stopped()
                .forEach((kind, left) -> items.addObject()
                        .put("kind", kind.wire())
                        .putNull("dueAt")
                        .put("remaining", left.toString()));
        return body;
    }
}
