package io.docket.gateway.deadletter;

import io.docket.contracts.SecretMask;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Dead letters as HTTP shows them. An authorization code in clear is masked, wherever in the bytes it stands.
public final class DeadLetterJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DeadLetterJson() {}

    static ObjectNode summary(DeadLetter letter) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", letter.at().toString())
                .put("topic", letter.at().type().commandTopic())
                .put("generation", letter.at().generation())
                .put("partition", letter.at().partition())
                .put("offset", letter.at().offset())
                .put("reason", letter.reason())
                .put("detail", letter.detail())
                .put("key", letter.key())
                .put("valueBytes", letter.valueBytes())
                .put("recordTime", letter.recordTime().toString())
                .put("recordedAt", letter.recordedAt().toString())
                .put("status", letter.status().name());
    }

    /// @param value in clear
    static ObjectNode whole(DeadLetter letter, byte @Nullable [] value) {
        ObjectNode shown = summary(letter);
        shown.set("headers", headers(letter));
        shown.put("value", value == null ? null : SecretMask.shown(value));
        ArrayNode actions = shown.putArray("actions");
        for (DeadLetter.Action action : letter.actions()) {
            actions.addObject()
                    .put("became", action.became().name())
                    .put("operator", action.operator())
                    .put("sentTo", action.sentTo())
                    .put("note", action.note())
                    .put("at", action.at().toString());
        }
        return shown;
    }

    static ObjectNode verdict(Redrive.Verdict verdict) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", verdict.letter().at().toString())
                .put("redrivable", verdict.reason() == null)
                .put("reason", verdict.reason())
                .put("detail", verdict.detail())
                .put("sentTo", verdict.sentTo());
    }

    static ObjectNode request(DeadLetterRequest request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", request.id())
                .put("operator", request.operator())
                .put("asked", request.asked().name())
                .put("letters", request.letters())
                .put("note", request.note())
                .put("askedAt", request.askedAt().toString())
                .put("found", request.found())
                .put("sent", request.sent());
    }

    /// Masked when they were kept, but for those that were kept before.
    private static ArrayNode headers(DeadLetter letter) {
        ArrayNode shown = JsonNodeFactory.instance.arrayNode();
        for (JsonNode pair : JSON.readTree(letter.headers())) {
            String name = pair.path(0).asString("");
            JsonNode value = pair.path(1);
            shown.addArray().add(name).add(value.isString() ? SecretMask.shown(name, value.stringValue()) : null);
        }
        return shown;
    }
}
