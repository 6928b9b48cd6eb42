package io.docket.domain.supervision;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The commands that a supervision knows, each a row of domain.md §2.3–§2.6: who may send it, what it does to the
/// node, and what becomes true by it.
public enum SupervisionCommandType {
    OPEN(By.PLATFORM, Effect.OPENS, SupervisionEventType.OPENED),
    ISSUE_CODE(By.PLATFORM_OR_SELLER, Effect.FORWARD, SupervisionEventType.CODE_ISSUED),
    SUBMIT_REQUIREMENT(By.BUYER, Effect.FORWARD, SupervisionEventType.REQUIREMENT_SUBMITTED),
    CONFIRM_REQUIREMENT(By.SELLER, Effect.FORWARD, SupervisionEventType.REQUIREMENT_CONFIRMED),
    DECLINE_REQUIREMENT(By.SELLER, Effect.BACKWARD, SupervisionEventType.REQUIREMENT_DECLINED),
    SUBMIT_IDENTIFIER(By.BUYER, Effect.FORWARD, SupervisionEventType.IDENTIFIER_SUBMITTED),
    CONFIRM_DELIVERY(By.SELLER, Effect.FORWARD, SupervisionEventType.DELIVERY_CONFIRMED),
    RECEIVE_CODE(By.BUYER, Effect.FORWARD, SupervisionEventType.CODE_RECEIVED),
    ACTIVATE_CODE(By.SOFTWARE, Effect.FORWARD, SupervisionEventType.CODE_ACTIVATED),
    UPLOAD_PROOF(By.SELLER, Effect.FORWARD, SupervisionEventType.PROOF_UPLOADED),
    PASS_REVIEW(By.PLATFORM, Effect.FORWARD, SupervisionEventType.REVIEW_PASSED),
    FAIL_REVIEW(By.PLATFORM, Effect.BACKWARD, SupervisionEventType.REVIEW_FAILED),
    ACCEPT_DELIVERY(By.BUYER, Effect.FORWARD, SupervisionEventType.DELIVERY_ACCEPTED),
    REJECT_DELIVERY(By.BUYER, Effect.BACKWARD, SupervisionEventType.DELIVERY_REJECTED),
    RECORD_COURIER_SIGNED(By.PLATFORM, Effect.STAYS, SupervisionEventType.COURIER_SIGNED),
    REMIND(By.BUYER, Effect.STAYS, SupervisionEventType.REMINDED),
    REQUEST_INVOICE(By.BUYER, Effect.STAYS_ANYWHERE, SupervisionEventType.INVOICE_REQUESTED),
    REVEAL_CODE(By.BUYER, Effect.STAYS_ANYWHERE, SupervisionEventType.CODE_REVEALED),
    REQUEST_REFUND(By.BUYER, Effect.REFUNDS, SupervisionEventType.REFUND_REQUESTED),
    WITHDRAW_REFUND(By.BUYER, Effect.REFUNDS, SupervisionEventType.REFUND_WITHDRAWN),
    APPROVE_REFUND(By.SELLER, Effect.REFUNDS, SupervisionEventType.REFUND_APPROVED),
    REJECT_REFUND(By.SELLER, Effect.REFUNDS, SupervisionEventType.REFUND_REJECTED),
    SHIP_RETURN(By.BUYER, Effect.REFUNDS, SupervisionEventType.RETURN_SHIPPED),
    ACCEPT_RETURN(By.SELLER, Effect.REFUNDS, SupervisionEventType.RETURN_ACCEPTED),
    REJECT_RETURN(By.SELLER, Effect.REFUNDS, SupervisionEventType.RETURN_REJECTED),
    SETTLE_REFUND(By.PLATFORM, Effect.REFUNDS, SupervisionEventType.REFUND_SETTLED),
    RENEW_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE, SupervisionEventType.CODE_RENEWED),
    FREEZE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE, SupervisionEventType.CODE_FROZEN),
    UNFREEZE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE, SupervisionEventType.CODE_UNFROZEN),
    RELEASE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE, SupervisionEventType.CODE_RELEASED),
    REPORT_HEARTBEAT(By.SOFTWARE, Effect.STAYS_ANYWHERE, SupervisionEventType.HEARTBEAT_RECORDED),
    REPORT_USAGE(By.SOFTWARE, Effect.STAYS_ANYWHERE, SupervisionEventType.USAGE_RECORDED),
    OPEN_APPEAL(By.BUYER_OR_SELLER, Effect.APPEALS, SupervisionEventType.APPEAL_OPENED),
    RESOLVE_APPEAL(By.PLATFORM, Effect.APPEALS, SupervisionEventType.APPEAL_RESOLVED),
    /// Decided as what its kind says; `overdue` where that is no command of somebody.
    DEADLINE_ELAPSED(By.CLOCK, Effect.ELAPSES, SupervisionEventType.OVERDUE);

    /// Who may send a command.
    public enum By {
        PLATFORM,
        PLATFORM_OR_SELLER,
        SELLER,
        BUYER,
        BUYER_OR_SELLER,
        SOFTWARE,
        CLOCK
    }

    /// What a command does to the node; its kind, whatever the node is now.
    public enum Effect {
        OPENS,
        FORWARD,
        BACKWARD,
        /// Leaves the node, and the flow's table names the nodes where it fits.
        STAYS,
        /// Leaves the node, and fits in final nodes too.
        STAYS_ANYWHERE,
        /// Concerns the refund, in any node that is not final.
        REFUNDS,
        /// Concerns the appeal, in any node that is not final.
        APPEALS,
        /// The clock's: what is pending says where it fits.
        ELAPSES
    }

    private static final Map<String, SupervisionCommandType> BY_WIRE = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(SupervisionCommandType::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final By by;
    private final Effect effect;
    private final SupervisionEventType event;

    SupervisionCommandType(By by, Effect effect, SupervisionEventType event) {
        this.by = by;
        this.effect = effect;
        this.event = event;
    }

    /// `request-refund`
    public String wire() {
        return wire;
    }

    public By by() {
        return by;
    }

    public Effect effect() {
        return effect;
    }

    /// What becomes true when it is accepted.
    public SupervisionEventType event() {
        return event;
    }

    public static @Nullable SupervisionCommandType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
