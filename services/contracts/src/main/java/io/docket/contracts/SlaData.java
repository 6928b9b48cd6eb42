package io.docket.contracts;

import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Sla;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A ticket's promises in the data of an event that changes them: `{"sla": {"firstResponse": {"target": "PT4H", "left":
/// "PT3H", "since": null, "dueAt": "…", "warned": false, "breached": false, "ended": true}, "resolution": {…}}}`.
final class SlaData {
    private static final String SLA = "sla";
    private static final String FIRST_RESPONSE = "firstResponse";
    private static final String RESOLUTION = "resolution";

    private SlaData() {}

    static void write(DataWriter data, Sla sla) {
        ObjectNode node = data.tree().putObject(SLA);
        write(node, FIRST_RESPONSE, sla.firstResponse());
        write(node, RESOLUTION, sla.resolution());
    }

    private static void write(ObjectNode sla, String name, @Nullable Promise promise) {
        if (promise != null) {
            sla.putObject(name)
                    .put("target", promise.target().toString())
                    .put("left", promise.left().toString())
                    .put("since", text(promise.since()))
                    .put("dueAt", text(promise.dueAt()))
                    .put("warned", promise.warned())
                    .put("breached", promise.breached())
                    .put("ended", promise.ended());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// Null: the event changes none.
    static @Nullable Sla read(DataReader data) {
        DataReader sla = data.object(SLA);
        return sla == null ? null : new Sla(promise(sla.object(FIRST_RESPONSE)), promise(sla.object(RESOLUTION)));
    }

    private static @Nullable Promise promise(@Nullable DataReader data) {
        return data == null
                ? null
                : new Promise(
                        Duration.parse(data.text("target")),
                        Duration.parse(data.text("left")),
                        data.optionalTime("since"),
                        data.optionalTime("dueAt"),
                        data.flag("warned"),
                        data.flag("breached"),
                        data.flag("ended"));
    }
}
