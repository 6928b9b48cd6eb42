package io.docket.domain.supervision;

import io.docket.domain.Invalid;
import io.docket.domain.Lifecycles;
import io.docket.domain.Objection;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.SealedCode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the tables cannot say: each command's own codes, in the order of its row, and the states that forbid it.
final class SupervisionGuards {
    /// Between two reminders (催办) of one supervision.
    static final Duration REMIND_INTERVAL = Duration.ofHours(1);

    private final Lifecycles lifecycles;

    SupervisionGuards(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    static Refusal invalid(SupervisionCommand.Malformed malformed, @Nullable Supervision state) {
        return new Refusal(
                RefusalCode.INVALID,
                malformed.type().wire(),
                state == null ? null : state.node().name(),
                "Expected a valid '" + malformed.invalid().field() + "', but it "
                        + malformed.invalid().problem(),
                malformed.invalid().field());
    }

    @Nullable
    Objection againstOpening(SupervisionCommand.Open open, @Nullable CodeClaim claim) {
        if (!open.flow().goodsType().isSupervised()) {
            return new Objection(
                    RefusalCode.NOT_SUPERVISED,
                    "Expected goods that are supervised, but " + open.flow().goodsType() + " never is");
        }
        if (Order.RENEWAL.equals(open.order().orderType())) {
            return new Objection(
                    RefusalCode.NOT_SUPERVISED, "Expected an order that is supervised, but a renewal never is");
        }
        return open.issues() ? taken(claim) : null;
    }

    /// What in an opening's flow no lifecycle is declared for; null: one is, or the goods are never supervised.
    @Nullable
    Invalid undeclared(Flow flow) {
        if (!flow.goodsType().isSupervised() || lifecycles.knows(flow)) {
            return null;
        }
        return lifecycles.knows(flow.ofVersion(Flow.FIRST_VERSION))
                ? new Invalid("flowVersion", "is " + flow.version() + ", which " + flow.goodsType() + " does not have")
                : new Invalid("reviewRequired", "is for goods that the platform reviews, not " + flow.goodsType());
    }

    /// The command's own codes, in the order of its row.
    @Nullable
    Objection own(Supervision state, SupervisionCommand command, Instant at, @Nullable CodeClaim claim) {
        return switch (command) {
            case SupervisionCommand.IssueCode _ -> taken(claim);
            case SupervisionCommand.ActivateCode activate -> ofActivation(state, activate);
            case SupervisionCommand.Report report -> ofReport(state, report.code());
            case SupervisionCommand.RequestRefund refund -> ofRefundRequest(state, refund);
            case SupervisionCommand.RenewCode _ -> ofCodeCommand(state, CodeTrigger.RENEW);
            case SupervisionCommand.ResolveAppeal _ ->
                state.standing().appeal() == AppealState.OPEN
                        ? null
                        : new Objection(
                                RefusalCode.WRONG_STATE,
                                "Expected an open appeal, but it is "
                                        + state.standing().appeal());
            case SupervisionCommand.DeadlineElapsed elapsed ->
                state.deadlines().against(elapsed.kind(), elapsed.dueAt(), at);
            case SupervisionCommand.Plain plain -> ofPlain(state, plain.type(), at);
            case SupervisionCommand.Open _, SupervisionCommand.ConfirmDelivery _, SupervisionCommand.Malformed _ ->
                null;
        };
    }

    private @Nullable Objection ofPlain(Supervision state, SupervisionCommandType type, Instant at) {
        return switch (type) {
            case REMIND -> ofReminder(state, at);
            case REQUEST_INVOICE -> ofInvoiceRequest(state);
            case REVEAL_CODE -> ofReveal(state);
            case FREEZE_CODE -> ofCodeCommand(state, CodeTrigger.FREEZE);
            case UNFREEZE_CODE -> ofUnfreezing(state, at);
            case RELEASE_CODE -> ofCodeCommand(state, CodeTrigger.RELEASE);
            case OPEN_APPEAL ->
                state.standing().appeal() == AppealState.OPEN
                        ? new Objection(RefusalCode.APPEAL_OPEN, "Expected no open appeal, but one is open")
                        : null;
            default -> null; // every other command has no codes of its own
        };
    }

    private static @Nullable Objection taken(@Nullable CodeClaim claim) {
        return claim != null && claim.taken()
                ? new Objection(
                        RefusalCode.CODE_TAKEN,
                        "Expected an unused code, but another supervision of the seller has "
                                + claim.code().masked())
                : null;
    }

    /// The code's state answers before everything else (domain.md §2.5).
    private static @Nullable Objection ofActivation(Supervision state, SupervisionCommand.ActivateCode activate) {
        Objection unknown = ofCodeIdentity(state, activate.code());
        if (unknown != null) {
            return unknown;
        }
        Objection illegal = switch (state.standing().code()) {
            case NONE -> unknownCode();
            case ISSUED ->
                new Objection(
                        RefusalCode.NOT_RECEIVED, "Expected a code that the buyer has received, but he has not yet");
            case RECEIVED -> null;
            case ALIVE, EXPIRED, FROZEN ->
                new Objection(
                        RefusalCode.ALREADY_ACTIVATED,
                        "Expected a code that was never activated, but it was at "
                                + state.milestones().activatedAt());
            case RELEASED ->
                new Objection(RefusalCode.ILLEGAL_CODE_STATE, "Expected a RECEIVED code, but it is RELEASED");
        };
        if (illegal != null) {
            return illegal;
        }
        Instant effect = activate.realEffectTime();
        Instant orderedAt = state.order().orderedAt();
        return effect != null && orderedAt != null && effect.isBefore(orderedAt)
                ? new Objection(
                        RefusalCode.EFFECT_BEFORE_ORDER,
                        "Expected realEffectTime not before the order at " + orderedAt + ", but it is " + effect)
                : null;
    }

    private static @Nullable Objection ofReport(Supervision state, @Nullable SealedCode code) {
        Objection unknown = ofCodeIdentity(state, code);
        if (unknown != null) {
            return unknown;
        }
        if (state.standing().code() == CodeState.NONE) {
            return unknownCode();
        }
        return state.activated() ? null : notActivated(state);
    }

    private static @Nullable Objection ofCodeIdentity(Supervision state, @Nullable SealedCode given) {
        return given == null || given.hash().equals(state.code().hash()) ? null : unknownCode();
    }

    private static Objection unknownCode() {
        return new Objection(RefusalCode.UNKNOWN_CODE, "Expected the supervision's own code, but it has no such code");
    }

    private static Objection notActivated(Supervision state) {
        return new Objection(
                RefusalCode.NOT_ACTIVATED,
                "Expected an activated code, but it is " + state.standing().code() + " and never was activated");
    }

    private @Nullable Objection ofCodeCommand(Supervision state, CodeTrigger trigger) {
        CodeState code = state.standing().code();
        if (code == CodeState.NONE) {
            return unknownCode();
        }
        if (!state.activated()) {
            return notActivated(state);
        }
        return lifecycles.code().target(code, trigger) == null
                ? new Objection(
                        RefusalCode.ILLEGAL_CODE_STATE,
                        "Expected a code state that allows " + trigger + ", but the code is " + code)
                : null;
    }

    private @Nullable Objection ofUnfreezing(Supervision state, Instant at) {
        Objection illegal = ofCodeCommand(state, CodeTrigger.UNFREEZE);
        Instant expiresAt = state.code().expiresAt();
        if (illegal == null && expiresAt != null && !at.isBefore(expiresAt)) {
            return new Objection(
                    RefusalCode.ILLEGAL_CODE_STATE,
                    "Expected a code within its term, but it ended at " + expiresAt + ": renew it first");
        }
        return illegal;
    }

    private static @Nullable Objection ofReveal(Supervision state) {
        return switch (state.standing().code()) {
            case NONE -> unknownCode();
            case ISSUED ->
                new Objection(RefusalCode.NOT_RECEIVED, "Expected a received code, but it has only been issued");
            case RECEIVED, ALIVE, EXPIRED, FROZEN -> null;
            case RELEASED ->
                new Objection(RefusalCode.ILLEGAL_CODE_STATE, "Expected a code that can be shown, but it is RELEASED");
        };
    }

    private static @Nullable Objection ofReminder(Supervision state, Instant at) {
        Instant last = state.marks().remindedAt();
        return last != null && at.isBefore(last.plus(REMIND_INTERVAL))
                ? new Objection(
                        RefusalCode.TOO_SOON, "Expected at most one reminder an hour, but the last was at " + last)
                : null;
    }

    private static @Nullable Objection ofInvoiceRequest(Supervision state) {
        if (state.marks().invoiceRequested()) {
            return new Objection(RefusalCode.INVOICE_REQUESTED, "Expected no invoice requested yet, but one has been");
        }
        RefundState refund = state.standing().refund();
        return refund.isAgreed()
                ? new Objection(RefusalCode.REFUND_PENDING, "Expected no agreed refund, but it is " + refund)
                : null;
    }

    private static @Nullable Objection ofRefundRequest(Supervision state, SupervisionCommand.RequestRefund refund) {
        if (state.codeReceived()) {
            return new Objection(
                    RefusalCode.CODE_RECEIVED,
                    "Expected a code that has not been received, but it was at "
                            + state.milestones().receivedAt() + ": negotiated refunds are over");
        }
        if (state.order().trial()) {
            return new Objection(RefusalCode.NOT_REFUNDABLE, "Expected a paid order, but this is a trial");
        }
        if (state.marks().invoiceRequested()) {
            return new Objection(RefusalCode.INVOICE_REQUESTED, "Expected no invoice requested, but one has been");
        }
        BigDecimal paid = state.order().paidAmount();
        String currency = refund.currency();
        boolean amountFits = refund.amount().signum() > 0 && refund.amount().compareTo(paid) <= 0;
        boolean currencyFits = currency == null || currency.equals(state.order().currency());
        return amountFits && currencyFits
                ? null
                : new Objection(
                        RefusalCode.REFUND_AMOUNT_INVALID,
                        "Expected an amount above 0 and up to " + paid.toPlainString() + " "
                                + state.order().currency() + ", but it is "
                                + refund.amount().toPlainString()
                                + (currencyFits ? "" : " " + currency));
    }

    /// What the refund's state forbids; the last in the order of precedence.
    @Nullable
    Objection wrongState(Supervision state, SupervisionCommand command) {
        RefundTrigger trigger = SupervisionTriggers.refund(state, command.type());
        if (trigger == null || lifecycles.refund().target(state.standing().refund(), trigger) != null) {
            return null;
        }
        return new Objection(
                RefusalCode.WRONG_STATE,
                "Expected a refund state that allows " + command.type().wire() + ", but it is "
                        + state.standing().refund());
    }
}
