package io.docket.gateway.deadletter;

import io.docket.contracts.DeadLetterReason;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.Params;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.read.DeadLetterFilter;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What an operator asks for. A field that nobody knows is refused: whoever mistypes a filter must not redrive
/// everything.
///
/// @param dryRun sends nothing; of many it is what happens unless it is said to be false
/// @param max how many at most
record RedriveRequest(
        boolean dryRun,
        int max,
        DeadLetterFilter filter,
        @Nullable String note) {
    static final int MAX_DEFAULT = 100;
    static final int MAX = 1_000;
    private static final int NOTE_CHARS_MAX = 1_000;
    private static final DeadLetterFilter ANY = new DeadLetterFilter(null, null, null, null, null, null);

    static RedriveRequest one(ObjectNode body) {
        only(body, "dryRun", "note");
        return new RedriveRequest(flag(body, false), 1, ANY, text(body, "note"));
    }

    static RedriveRequest parking(ObjectNode body) {
        only(body, "note");
        String note = text(body, "note");
        if (note == null || note.isBlank()) {
            throw Problem.parameter("note", "Expected a note that says why it is parked, but there is none");
        }
        return new RedriveRequest(false, 1, ANY, note);
    }

    static RedriveRequest many(ObjectNode body) {
        only(body, "dryRun", "max", "note", "status", "reason", "topic", "key", "from", "to");
        JsonNode max = body.path("max");
        if (!max.isMissingNode() && !(max.isInt() && max.intValue() >= 1 && max.intValue() <= MAX)) {
            throw Problem.parameter("max", "Expected a number of 1 to " + MAX + ", but it is none");
        }
        DeadLetter.Status status = choice(body, "status", DeadLetter.Status.class);
        DeadLetterReason reason = choice(body, "reason", DeadLetterReason.class);
        DeadLetterFilter filter = new DeadLetterFilter(
                status == null ? DeadLetter.Status.OPEN : status,
                reason == null ? null : reason.name(),
                DeadLetterController.topic(text(body, "topic")),
                text(body, "key"),
                time(body, "from"),
                time(body, "to"));
        return new RedriveRequest(flag(body, true), max.asInt(MAX_DEFAULT), filter, text(body, "note"));
    }

    DeadLetterAudit.By by(String operator, String idempotencyKey) {
        return new DeadLetterAudit.By(operator, idempotencyKey, note);
    }

    private static void only(ObjectNode body, String... known) {
        Set<String> names = Set.of(known);
        body.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Problem.parameter(
                            name, "Expected one of the fields " + String.join(", ", known) + ", but it is none");
                });
    }

    private static boolean flag(ObjectNode body, boolean absent) {
        JsonNode flag = body.path("dryRun");
        if (flag.isMissingNode() || flag.isBoolean()) {
            return flag.asBoolean(absent);
        }
        throw Problem.parameter("dryRun", "Expected true or false, but it is neither");
    }

    private static @Nullable String text(ObjectNode body, String name) {
        JsonNode text = body.path(name);
        if (text.isMissingNode() || text.isNull()) {
            return null;
        }
        if (text.isString()
                && text.stringValue().length() <= NOTE_CHARS_MAX
                && text.stringValue().indexOf('\0') < 0) {
            return text.stringValue();
        }
        throw Problem.parameter(name, "Expected a text of at most " + NOTE_CHARS_MAX + " characters, but it is none");
    }

    private static @Nullable Instant time(ObjectNode body, String name) {
        String text = text(body, name);
        Instant time = text == null ? null : Params.timeOf(text);
        if (text != null && time == null) {
            throw Problem.parameter(name, "Expected a time such as 2026-11-23T08:00:00Z, but it is none");
        }
        return time;
    }

    private static <E extends Enum<E>> @Nullable E choice(ObjectNode body, String name, Class<E> type) {
        String text = text(body, name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.parameter(
                        name,
                        "Expected one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))
                                + ", but it is none"));
    }
}
