package io.docket.gateway.read;

import io.docket.store.read.LoggedEvent;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// An event or refusal as HTTP shows it: `{id, type, sequence, time, actor, commandId, data}`.
public final class EventJson {
    private EventJson() {}

    /// The data goes out as it was recorded, character by character.
    public static ObjectNode of(LoggedEvent event) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", event.at() + "/" + event.index())
                .put("type", event.eventType())
                .put("sequence", event.sequence())
                .put("time", event.time().toString())
                .put("actor", event.actor())
                .put("commandId", event.commandId());
        json.putRawValue("data", new RawValue(event.data()));
        return json;
    }

    public static ArrayNode of(List<LoggedEvent> events) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(events.size());
        events.forEach(event -> array.add(of(event)));
        return array;
    }
}
