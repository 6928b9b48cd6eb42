package io.docket.domain.supervision;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The commands that a supervision knows, each a row of domain.md §2.3–§2.6: who may send it, and what it does to the
/// node.
public enum SupervisionCommandType {
    OPEN(By.PLATFORM, Effect.OPENS),
    ISSUE_CODE(By.PLATFORM_OR_SELLER, Effect.FORWARD),
    SUBMIT_REQUIREMENT(By.BUYER, Effect.FORWARD),
    CONFIRM_REQUIREMENT(By.SELLER, Effect.FORWARD),
    DECLINE_REQUIREMENT(By.SELLER, Effect.BACKWARD),
    SUBMIT_IDENTIFIER(By.BUYER, Effect.FORWARD),
    CONFIRM_DELIVERY(By.SELLER, Effect.FORWARD),
    RECEIVE_CODE(By.BUYER, Effect.FORWARD),
    ACTIVATE_CODE(By.SOFTWARE, Effect.FORWARD),
    UPLOAD_PROOF(By.SELLER, Effect.FORWARD),
    PASS_REVIEW(By.PLATFORM, Effect.FORWARD),
    FAIL_REVIEW(By.PLATFORM, Effect.BACKWARD),
    ACCEPT_DELIVERY(By.BUYER, Effect.FORWARD),
    REJECT_DELIVERY(By.BUYER, Effect.BACKWARD),
    RECORD_COURIER_SIGNED(By.PLATFORM, Effect.STAYS),
    REMIND(By.BUYER, Effect.STAYS),
    REQUEST_INVOICE(By.BUYER, Effect.STAYS_ANYWHERE),
    REVEAL_CODE(By.BUYER, Effect.STAYS_ANYWHERE),
    REQUEST_REFUND(By.BUYER, Effect.REFUNDS),
    WITHDRAW_REFUND(By.BUYER, Effect.REFUNDS),
    APPROVE_REFUND(By.SELLER, Effect.REFUNDS),
    REJECT_REFUND(By.SELLER, Effect.REFUNDS),
    SHIP_RETURN(By.BUYER, Effect.REFUNDS),
    ACCEPT_RETURN(By.SELLER, Effect.REFUNDS),
    REJECT_RETURN(By.SELLER, Effect.REFUNDS),
    SETTLE_REFUND(By.PLATFORM, Effect.REFUNDS),
    RENEW_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE),
    FREEZE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE),
    UNFREEZE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE),
    RELEASE_CODE(By.PLATFORM, Effect.STAYS_ANYWHERE),
    REPORT_HEARTBEAT(By.SOFTWARE, Effect.STAYS_ANYWHERE),
    REPORT_USAGE(By.SOFTWARE, Effect.STAYS_ANYWHERE),
    OPEN_APPEAL(By.BUYER_OR_SELLER, Effect.APPEALS),
    RESOLVE_APPEAL(By.PLATFORM, Effect.APPEALS);

    /// Who may send a command.
    public enum By {
        PLATFORM,
        PLATFORM_OR_SELLER,
        SELLER,
        BUYER,
        BUYER_OR_SELLER,
        SOFTWARE
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
        APPEALS
    }

    private static final Map<String, SupervisionCommandType> BY_WIRE = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(SupervisionCommandType::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final By by;
    private final Effect effect;

    SupervisionCommandType(By by, Effect effect) {
        this.by = by;
        this.effect = effect;
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

    public static @Nullable SupervisionCommandType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
