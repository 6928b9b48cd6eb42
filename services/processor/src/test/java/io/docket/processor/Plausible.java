package io.docket.processor;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommandType;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// What may well be sent to a supervision, so that histories get far; now and then it is rubbish.
record Plausible(Random random) {
    /// What leads on from where it stands, so that histories get far.
    SupervisionCommandType forward(Supervision state) {
        if (state.standing().appeal() == AppealState.OPEN && random.nextBoolean()) {
            return SupervisionCommandType.RESOLVE_APPEAL;
        }
        return switch (state.standing().refund()) {
            case REQUESTED -> any(SupervisionCommandType.APPROVE_REFUND, SupervisionCommandType.REJECT_REFUND);
            case AWAITING_RETURN -> SupervisionCommandType.SHIP_RETURN;
            case AWAITING_RETURN_ACCEPTANCE -> SupervisionCommandType.ACCEPT_RETURN;
            case APPROVED -> SupervisionCommandType.SETTLE_REFUND;
            case NONE, REJECTED, WITHDRAWN, SETTLED ->
                switch (state.node()) {
                    case AWAITING_ISSUE -> SupervisionCommandType.ISSUE_CODE;
                    case AWAITING_REQUIREMENT -> SupervisionCommandType.SUBMIT_REQUIREMENT;
                    case AWAITING_CONFIRMATION -> SupervisionCommandType.CONFIRM_REQUIREMENT;
                    case AWAITING_IDENTIFIER -> SupervisionCommandType.SUBMIT_IDENTIFIER;
                    case AWAITING_DELIVERY -> SupervisionCommandType.CONFIRM_DELIVERY;
                    case AWAITING_RECEIPT -> SupervisionCommandType.RECEIVE_CODE;
                    case AWAITING_ACTIVATION -> SupervisionCommandType.ACTIVATE_CODE;
                    case AWAITING_PROOF -> SupervisionCommandType.UPLOAD_PROOF;
                    case AWAITING_REVIEW -> SupervisionCommandType.PASS_REVIEW;
                    case AWAITING_ACCEPTANCE ->
                        any(SupervisionCommandType.REQUEST_REFUND, SupervisionCommandType.RECORD_COURIER_SIGNED);
                    case COMPLETED, REFUNDED ->
                        any(
                                SupervisionCommandType.REPORT_HEARTBEAT,
                                SupervisionCommandType.FREEZE_CODE,
                                SupervisionCommandType.UNFREEZE_CODE,
                                SupervisionCommandType.RENEW_CODE);
                };
        };
    }

    String options() {
        return (random.nextBoolean() ? ",\"issuance\":\"AUTOMATIC\"" : "")
                + (random.nextInt(4) == 0 ? ",\"receiptRequired\":false" : "")
                + (random.nextInt(4) == 0 ? ",\"reviewRequired\":true" : "")
                + (random.nextInt(6) == 0 ? ",\"trial\":true" : "")
                + (random.nextBoolean() ? ",\"periodType\":\"month\",\"periodNumber\":" + (1 + random.nextInt(3)) : "")
                + (random.nextInt(8) == 0 ? ",\"flowVersion\":2" : "");
    }

    String actor(SupervisionCommandType type) {
        if (random.nextInt(15) == 0) {
            return any("buyer:B-2", "staff:S-8", "owner:S#", "software:AK1", "clock", "nobody");
        }
        return switch (type.by()) {
            case PLATFORM -> "platform:p";
            case PLATFORM_OR_SELLER, SELLER -> any("staff:S-7", "owner:S#");
            case BUYER -> "buyer:B-1";
            case BUYER_OR_SELLER -> any("buyer:B-1", "staff:S-7");
            case SOFTWARE -> "software:AK1";
            case CLOCK -> "clock";
        };
    }

    String data(SupervisionCommandType type, Instant now) {
        if (random.nextInt(25) == 0) {
            return "{}";
        }
        return switch (type) {
            case REQUEST_REFUND -> "{\"amount\":\"%d.00\"}".formatted(random.nextInt(300));
            case RENEW_CODE -> "{\"scene\":\"RENEWAL\",\"expiresAt\":\"%s\"}".formatted(now.plus(Duration.ofDays(30)));
            case RESOLVE_APPEAL ->
                "{\"outcome\":\"%s\"}".formatted(any("UPHELD_SELLER", "UPHELD_BUYER", "DISMISSED", "DISMISSED"));
            case SHIP_RETURN -> "{\"courier\":{\"company\":\"SF\",\"number\":\"1\"}}";
            case SUBMIT_REQUIREMENT -> "{\"text\":\"As agreed\"}";
            case SUBMIT_IDENTIFIER -> "{\"identifier\":\"HW-1\"}";
            case REPORT_USAGE -> "{\"entries\":[{\"users\":1}]}";
            case DECLINE_REQUIREMENT, FAIL_REVIEW, REJECT_DELIVERY, REJECT_REFUND, REJECT_RETURN, OPEN_APPEAL ->
                "{\"reason\":\"No\"}";
            case DEADLINE_ELAPSED -> "{\"kind\":\"appeal\",\"dueAt\":\"2066-04-01T00:00:00Z\"}";
            default -> "{\"comment\":\"c\"}"; // needs nothing
        };
    }

    @SafeVarargs
    final <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
