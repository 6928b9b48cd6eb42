package io.docket.contracts;

import io.docket.domain.Actor;
import io.docket.domain.Role;
import io.docket.domain.deadline.DeadlineKind;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Fields that several commands have and that decide nothing: checked, then kept as sent.
final class CommonFields {
    private static final Map<String, DeadlineKind> DEADLINES = Stream.of(DeadlineKind.values())
            .collect(Collectors.toUnmodifiableMap(DeadlineKind::wire, Function.identity()));

    private CommonFields() {}

    /// `attachments` or `documents`: `[{name, mediaType, sizeBytes, ref}]`, where only the name is mandatory.
    static void files(Fields fields, String name) {
        ArrayNode files = fields.optionalArray(name);
        if (files == null) {
            return;
        }
        if (files.size() > Limits.ATTACHMENTS_MAX) {
            fields.wrong(name, "has more than %d entries".formatted(Limits.ATTACHMENTS_MAX));
            return;
        }
        for (int index = 0; index < files.size(); index++) {
            file(fields, name + "[" + index + "]", files.get(index));
        }
    }

    private static void file(Fields fields, String path, JsonNode file) {
        if (!(file instanceof ObjectNode object)) {
            fields.wrong(path, "is not an object");
            return;
        }
        Fields inner = new Fields(object);
        inner.text("name");
        inner.optionalText("mediaType");
        inner.optionalSize("sizeBytes");
        inner.optionalText("ref");
        passUp(fields, path, inner);
    }

    /// `{company, number}`
    static void courier(Fields fields, boolean mandatory) {
        ObjectNode courier = fields.optionalObject("courier");
        if (courier == null) {
            if (mandatory) {
                fields.missing("courier");
            }
            return;
        }
        Fields inner = new Fields(courier);
        inner.text("company");
        inner.id("number");
        passUp(fields, "courier", inner);
    }

    /// `to`: an actor of the seller's side, with an id.
    ///
    /// @param ownerToo whether the owner may be named, or a sub-account only
    static Actor sellersOwn(Fields fields, boolean ownerToo) {
        Actor to = fields.actor("to");
        if (to.role() != Role.STAFF && !(ownerToo && to.role() == Role.OWNER)) {
            fields.wrong("to", ownerToo ? "is neither staff:… nor owner:…" : "is not staff:…");
        } else if (to.id().isBlank() || !Limits.fits(to.id(), Limits.ID_CHARS_MAX)) {
            fields.wrong("to", "does not name anybody");
        }
        return to;
    }

    /// `kind`: what a deadline is about.
    static DeadlineKind deadlineKind(Fields fields) {
        return fields.choice("kind", DEADLINES, DeadlineKind.SUPERVISION_REMINDER);
    }

    private static void passUp(Fields fields, String path, Fields inner) {
        var found = inner.invalid();
        if (found != null) {
            fields.wrong(path + "." + found.field(), found.problem());
        }
    }

    /// The path of the first name or string that has a NUL character or half a surrogate pair.
    static @Nullable String unkeepablePath(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            for (var property : object.properties()) {
                String name = property.getKey();
                String inner = path.isEmpty() ? Envelope.shown(name) : path + "." + Envelope.shown(name);
                String found = Utf8.isUnkeepable(name) ? inner : unkeepablePath(property.getValue(), inner);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                String found = unkeepablePath(array.get(index), path + "[" + index + "]");
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return node.isString() && Utf8.isUnkeepable(node.stringValue()) ? path : null;
    }
}
