package io.docket.gateway.command;

import io.docket.contracts.Limits;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.gateway.problem.Problem;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ids that make the envelope: without them there is nothing that could be put on the log, so they are refused here.
final class Subjects {
    private Subjects() {}

    /// `orderId/orderLineId` of an opening.
    static String ofOrder(ObjectNode data) {
        return id(data, "orderId", "open") + "/" + id(data, "orderLineId", "open");
    }

    /// A mandatory single id of the data.
    static String id(ObjectNode data, String field, String command) {
        JsonNode node = data.get(field);
        if (node == null || node.isNull()) {
            throw invalid(field, command, "is missing");
        }
        if (!node.isString()) {
            throw invalid(field, command, "is not a string");
        }
        String id = node.stringValue();
        if (!isId(id, Limits.ID_CHARS_MAX)) {
            throw invalid(field, command, "is not an id of 1 to " + Limits.ID_CHARS_MAX + " printable characters");
        }
        return id;
    }

    /// Whether a text can be an id at all.
    static boolean isId(String text, int charsMax) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= charsMax
                && text.codePoints().noneMatch(Subjects::isUnprintable);
    }

    private static boolean isUnprintable(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }

    private static Problem invalid(String field, String command, String problem) {
        Problem invalid = Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                RefusalCode.INVALID.name(),
                field,
                "Expected a valid '" + field + "', but it " + problem);
        invalid.getBody().setProperty("command", command);
        return invalid;
    }

    /// What is not there, or not for this caller: the same answer for both.
    static Problem unknown(Refusal refusal) {
        Problem unknown = Problem.of(HttpStatus.NOT_FOUND, refusal.code().name(), refusal.message());
        unknown.getBody().setProperty("command", refusal.command());
        return unknown;
    }
}
