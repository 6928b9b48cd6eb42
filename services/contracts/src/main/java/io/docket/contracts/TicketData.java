package io.docket.contracts;

import io.docket.domain.Invalid;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of commands to a ticket, as domain.md §5 lists it.
final class TicketData {
    private static final Map<String, Severity> SEVERITIES = Choices.upperCase(Severity.values());

    private TicketData() {}

    static TicketCommand read(TicketCommandType type, ObjectNode data) {
        Fields fields = new Fields(data);
        TicketCommand command = read(type, fields);
        Invalid invalid = fields.invalid();
        return invalid == null ? command : new TicketCommand.Malformed(type, invalid);
    }

    private static TicketCommand read(TicketCommandType type, Fields fields) {
        return switch (type) {
            case OPEN -> open(fields);
            case TRANSFER -> {
                var to = CommonFields.sellersOwn(fields, true);
                fields.optionalText("reason");
                yield new TicketCommand.Transfer(to);
            }
            case REASSIGN ->
                new TicketCommand.Reassign(CommonFields.sellersOwn(fields, true), fields.composedId("cause"));
            case DEADLINE_ELAPSED ->
                new TicketCommand.DeadlineElapsed(CommonFields.deadlineKind(fields), fields.time("dueAt"));
            case RATE -> {
                int rating = fields.integer("rating", 1, Limits.RATING_MAX);
                fields.optionalText("text");
                yield new TicketCommand.Rate(rating);
            }
            case REPLY, NOTE, ASK_FEEDBACK, PROPOSE_SOLUTION -> {
                fields.text("text");
                CommonFields.files(fields, "attachments");
                yield new TicketCommand.Plain(type);
            }
            case MARK_INVALID -> {
                fields.text("reason");
                CommonFields.files(fields, "attachments");
                yield new TicketCommand.Plain(type);
            }
            case ACCEPT,
                    RETURN_TO_QUEUE,
                    PAUSE,
                    RESUME,
                    CONFIRM,
                    DECLINE_SOLUTION,
                    CLOSE,
                    CANCEL,
                    URGE,
                    REOPEN,
                    DELETE -> {
                fields.optionalText("comment");
                yield new TicketCommand.Plain(type);
            }
        };
    }

    private static TicketCommand open(Fields fields) {
        String productId = fields.id("productId");
        String category = fields.id("category");
        Severity severity = fields.choice("severity", SEVERITIES, Severity.NORMAL);
        fields.text("text");
        String title = fields.optionalText("title");
        String supervisionId = fields.optionalText("supervisionId", Limits.COMPOSED_ID_CHARS_MAX);
        CommonFields.files(fields, "attachments");
        return new TicketCommand.Open(productId, category, severity, title, supervisionId);
    }
}
