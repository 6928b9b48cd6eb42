package io.docket.lifecycle.decide;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;
import io.docket.domain.SealedCode;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommand.ResolveAppeal.Outcome;
import io.docket.domain.supervision.SupervisionCommandType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The commands to a supervision in the words of a test.
final class SupervisionCalls {
    static final String SELLER = "S-1";
    static final SealedCode CODE = new SealedCode("PL••••••7F3A", "hash-own", "sealed-own", "k1");
    static final SealedCode OTHER_CODE = new SealedCode("PL••••••9999", "hash-other", "sealed-other", "k1");

    private SupervisionCalls() {}

    /// An order of goods delivered by authorization code, opened.
    static SupervisionCall opened() {
        return opened(GoodsType.LICENSE_CODE);
    }

    static SupervisionCall opened(GoodsType goods) {
        return Opening.of(goods).sent();
    }

    static SupervisionCall issueCode() {
        SupervisionCall call = call(new SupervisionCommand.IssueCode(null));
        return call.claiming(CODE, false);
    }

    static SupervisionCall issueTakenCode() {
        return call(new SupervisionCommand.IssueCode(OTHER_CODE)).claiming(OTHER_CODE, true);
    }

    static SupervisionCall confirmDelivery() {
        return call(new SupervisionCommand.ConfirmDelivery(null));
    }

    static SupervisionCall receiveCode() {
        return plain(SupervisionCommandType.RECEIVE_CODE);
    }

    static SupervisionCall activateCode() {
        return activateCode(null, null);
    }

    static SupervisionCall activateCode(@Nullable SealedCode code, @Nullable Instant realEffectTime) {
        return call(new SupervisionCommand.ActivateCode(code, realEffectTime));
    }

    static SupervisionCall uploadProof() {
        return plain(SupervisionCommandType.UPLOAD_PROOF);
    }

    static SupervisionCall report(SupervisionCommandType type, @Nullable SealedCode code) {
        return call(new SupervisionCommand.Report(type, code));
    }

    static SupervisionCall heartbeat() {
        return report(SupervisionCommandType.REPORT_HEARTBEAT, null);
    }

    static SupervisionCall usage() {
        return report(SupervisionCommandType.REPORT_USAGE, null);
    }

    static SupervisionCall requestRefund() {
        return requestRefund("100.00", null);
    }

    static SupervisionCall requestRefund(String amount, @Nullable String currency) {
        return call(new SupervisionCommand.RequestRefund(new BigDecimal(amount), currency));
    }

    static SupervisionCall approveRefund() {
        return plain(SupervisionCommandType.APPROVE_REFUND);
    }

    static SupervisionCall rejectRefund() {
        return plain(SupervisionCommandType.REJECT_REFUND);
    }

    static SupervisionCall withdrawRefund() {
        return plain(SupervisionCommandType.WITHDRAW_REFUND);
    }

    static SupervisionCall settleRefund() {
        return plain(SupervisionCommandType.SETTLE_REFUND);
    }

    static SupervisionCall requestInvoice() {
        return plain(SupervisionCommandType.REQUEST_INVOICE);
    }

    static SupervisionCall revealCode() {
        return plain(SupervisionCommandType.REVEAL_CODE);
    }

    static SupervisionCall remind() {
        return plain(SupervisionCommandType.REMIND);
    }

    static SupervisionCall renewCode() {
        return renewCode(Instant.parse("2030-01-01T00:00:00Z"));
    }

    static SupervisionCall renewCode(Instant expiresAt) {
        return call(new SupervisionCommand.RenewCode(expiresAt));
    }

    static SupervisionCall freezeCode() {
        return plain(SupervisionCommandType.FREEZE_CODE);
    }

    static SupervisionCall unfreezeCode() {
        return plain(SupervisionCommandType.UNFREEZE_CODE);
    }

    static SupervisionCall releaseCode() {
        return plain(SupervisionCommandType.RELEASE_CODE);
    }

    static SupervisionCall openAppeal() {
        return plain(SupervisionCommandType.OPEN_APPEAL);
    }

    static SupervisionCall resolveAppeal(Outcome outcome) {
        return call(new SupervisionCommand.ResolveAppeal(outcome));
    }

    static SupervisionCall elapsed(DeadlineKind kind, Instant dueAt) {
        return call(new SupervisionCommand.DeadlineElapsed(kind, dueAt));
    }

    static SupervisionCall malformed(SupervisionCommandType type, String field) {
        return call(new SupervisionCommand.Malformed(type, new Invalid(field, "is missing")));
    }

    static SupervisionCall plain(SupervisionCommandType type) {
        return call(new SupervisionCommand.Plain(type));
    }

    /// A command of the type with plausible data, whatever the supervision's state.
    static SupervisionCall plausible(SupervisionCommandType type) {
        return switch (type) {
            case OPEN -> opened();
            case ISSUE_CODE -> issueCode();
            case CONFIRM_DELIVERY -> confirmDelivery();
            case ACTIVATE_CODE -> activateCode();
            case REPORT_HEARTBEAT, REPORT_USAGE -> report(type, null);
            case REQUEST_REFUND -> requestRefund();
            case RENEW_CODE -> renewCode();
            case RESOLVE_APPEAL -> resolveAppeal(Outcome.DISMISSED);
            case DEADLINE_ELAPSED -> elapsed(DeadlineKind.SUPERVISION_REMINDER, SupervisionScenario.START);
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
                    OPEN_APPEAL -> plain(type);
        };
    }

    private static SupervisionCall call(SupervisionCommand data) {
        Actor actor = Actor.parse(
                switch (data.type().by()) {
                    case PLATFORM -> "platform:ops";
                    case PLATFORM_OR_SELLER, SELLER -> "staff:S-7";
                    case BUYER, BUYER_OR_SELLER -> "buyer:B-1";
                    case SOFTWARE -> "software:AK1";
                    case CLOCK -> "clock";
                });
        return new SupervisionCall(data, actor, SELLER, Duration.ofMinutes(1), null, (CodeClaim) null);
    }
}
