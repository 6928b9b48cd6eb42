package io.docket.contracts;

import io.docket.domain.Invalid;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommandType;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of commands to a supervision, as domain.md §5 lists it.
final class SupervisionData {
    private static final Map<String, Scene> SCENES = Choices.upperCase(Scene.values());
    private static final Map<String, SupervisionCommand.ResolveAppeal.Outcome> OUTCOMES =
            Choices.upperCase(SupervisionCommand.ResolveAppeal.Outcome.values());

    /// Why a code is renewed; the same to Docket.
    private enum Scene {
        RENEWAL,
        UNSUBSCRIBE_RENEWAL_PERIOD
    }

    private SupervisionData() {}

    /// Whether a code belongs into the command's data.
    static boolean takesCode(SupervisionCommandType type) {
        return switch (type) {
            case OPEN, ISSUE_CODE, ACTIVATE_CODE, REPORT_HEARTBEAT, REPORT_USAGE -> true;
            case SUBMIT_REQUIREMENT,
                    CONFIRM_REQUIREMENT,
                    DECLINE_REQUIREMENT,
                    SUBMIT_IDENTIFIER,
                    CONFIRM_DELIVERY,
                    RECEIVE_CODE,
                    UPLOAD_PROOF,
                    PASS_REVIEW,
                    FAIL_REVIEW,
                    ACCEPT_DELIVERY,
                    REJECT_DELIVERY,
                    RECORD_COURIER_SIGNED,
                    REMIND,
                    REQUEST_INVOICE,
                    REVEAL_CODE,
                    REQUEST_REFUND,
                    WITHDRAW_REFUND,
                    APPROVE_REFUND,
                    REJECT_REFUND,
                    SHIP_RETURN,
                    ACCEPT_RETURN,
                    REJECT_RETURN,
                    SETTLE_REFUND,
                    RENEW_CODE,
                    FREEZE_CODE,
                    UNFREEZE_CODE,
                    RELEASE_CODE,
                    OPEN_APPEAL,
                    RESOLVE_APPEAL,
                    DEADLINE_ELAPSED -> false;
        };
    }

    static SupervisionCommand read(SupervisionCommandType type, ObjectNode data, String subject) {
        Fields fields = new Fields(data);
        SupervisionCommand command = read(type, fields, subject);
        Invalid invalid = fields.invalid();
        return invalid == null ? command : new SupervisionCommand.Malformed(type, invalid);
    }

    private static SupervisionCommand read(SupervisionCommandType type, Fields fields, String subject) {
        return switch (type) {
            case OPEN -> OpenSupervision.read(fields, subject);
            case ISSUE_CODE -> new SupervisionCommand.IssueCode(CodeFields.read(fields));
            case CONFIRM_DELIVERY -> {
                CommonFields.files(fields, "documents");
                CommonFields.courier(fields, false);
                yield new SupervisionCommand.ConfirmDelivery(fields.optionalTime("openedAt"));
            }
            case ACTIVATE_CODE ->
                new SupervisionCommand.ActivateCode(CodeFields.read(fields), fields.optionalTime("realEffectTime"));
            case REPORT_HEARTBEAT, REPORT_USAGE -> report(type, fields);
            case REQUEST_REFUND -> {
                BigDecimal amount = fields.money("amount");
                String currency = fields.optionalId("currency");
                fields.optionalText("reason");
                yield new SupervisionCommand.RequestRefund(amount, currency);
            }
            case RENEW_CODE -> {
                fields.choice("scene", SCENES, Scene.RENEWAL);
                yield new SupervisionCommand.RenewCode(fields.time("expiresAt"));
            }
            case RESOLVE_APPEAL -> {
                var outcome = fields.choice("outcome", OUTCOMES, SupervisionCommand.ResolveAppeal.Outcome.DISMISSED);
                fields.optionalText("comment");
                yield new SupervisionCommand.ResolveAppeal(outcome);
            }
            case DEADLINE_ELAPSED ->
                new SupervisionCommand.DeadlineElapsed(CommonFields.deadlineKind(fields), fields.time("dueAt"));
            case SUBMIT_REQUIREMENT,
                    CONFIRM_REQUIREMENT,
                    DECLINE_REQUIREMENT,
                    SUBMIT_IDENTIFIER,
                    RECEIVE_CODE,
                    UPLOAD_PROOF,
                    PASS_REVIEW,
                    FAIL_REVIEW,
                    ACCEPT_DELIVERY,
                    REJECT_DELIVERY,
                    RECORD_COURIER_SIGNED,
                    REMIND,
                    REQUEST_INVOICE,
                    REVEAL_CODE,
                    WITHDRAW_REFUND,
                    APPROVE_REFUND,
                    REJECT_REFUND,
                    SHIP_RETURN,
                    ACCEPT_RETURN,
                    REJECT_RETURN,
                    SETTLE_REFUND,
                    FREEZE_CODE,
                    UNFREEZE_CODE,
                    RELEASE_CODE,
                    OPEN_APPEAL -> {
                checkPlain(type, fields);
                yield new SupervisionCommand.Plain(type);
            }
        };
    }

    private static void checkPlain(SupervisionCommandType type, Fields fields) {
        switch (type) {
            case SUBMIT_REQUIREMENT -> {
                fields.text("text");
                CommonFields.files(fields, "attachments");
            }
            case SUBMIT_IDENTIFIER -> fields.text("identifier");
            case UPLOAD_PROOF -> CommonFields.files(fields, "documents");
            case DECLINE_REQUIREMENT, FAIL_REVIEW, REJECT_DELIVERY, REJECT_REFUND, REJECT_RETURN, OPEN_APPEAL -> {
                fields.text("reason");
                CommonFields.files(fields, "attachments");
            }
            case APPROVE_REFUND, CONFIRM_REQUIREMENT, PASS_REVIEW, ACCEPT_DELIVERY, SETTLE_REFUND -> {
                fields.optionalText("comment");
                CommonFields.files(fields, "documents");
            }
            case SHIP_RETURN -> CommonFields.courier(fields, true);
            case RECEIVE_CODE,
                    RECORD_COURIER_SIGNED,
                    REMIND,
                    REQUEST_INVOICE,
                    REVEAL_CODE,
                    WITHDRAW_REFUND,
                    ACCEPT_RETURN,
                    FREEZE_CODE,
                    UNFREEZE_CODE,
                    RELEASE_CODE -> fields.optionalText("comment");
            case OPEN,
                    ISSUE_CODE,
                    CONFIRM_DELIVERY,
                    ACTIVATE_CODE,
                    REPORT_HEARTBEAT,
                    REPORT_USAGE,
                    REQUEST_REFUND,
                    RENEW_CODE,
                    RESOLVE_APPEAL,
                    DEADLINE_ELAPSED -> throw new IllegalArgumentException(type + " has data that decides");
        }
    }

    private static SupervisionCommand report(SupervisionCommandType type, Fields fields) {
        var code = CodeFields.read(fields);
        fields.optionalTime("realEffectTime");
        if (type == SupervisionCommandType.REPORT_USAGE) {
            usageEntries(fields);
        }
        return new SupervisionCommand.Report(type, code);
    }

    private static void usageEntries(Fields fields) {
        @Nullable ArrayNode entries = fields.optionalArray("entries");
        if (entries == null) {
            fields.missing("entries");
            return;
        }
        if (entries.isEmpty() || entries.size() > Limits.USAGE_ENTRIES_MAX) {
            fields.wrong("entries", "has not between 1 and %d entries".formatted(Limits.USAGE_ENTRIES_MAX));
        }
        for (JsonNode entry : entries) {
            if (!entry.isObject()) {
                fields.wrong("entries", "has an entry that is not an object");
            }
        }
    }
}
