package io.docket.domain.seller;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Lifecycles;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.Role;
import io.docket.domain.TransitionTable;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides commands to sellers. Pure.
public final class SellerDecider {
    /// The failure that locks.
    static final int FAILURES_MAX = 3;

    private final Lifecycles lifecycles;

    public SellerDecider(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    /// @param state null: nothing was ever set; every seller is there
    public Decision<SellerEvent> decide(@Nullable Seller state, Command<SellerCommand> command, Instant at) {
        boolean sellersOwn = command.aggregateId().equals(command.sellerId());
        Seller now = state == null || !sellersOwn ? Seller.untouched(command.aggregateId()) : state;
        SellerCommand data = command.data();
        String standing = sellersOwn ? now.verification().name() : null;
        if (data instanceof SellerCommand.Malformed malformed) {
            return new Decision.Refused<>(
                    new Refusal(
                            RefusalCode.INVALID,
                            data.type().wire(),
                            standing,
                            "Expected a valid '" + malformed.invalid().field() + "', but it "
                                    + malformed.invalid().problem(),
                            malformed.invalid().field()),
                    now.version());
        }
        if (!sellersOwn || !mayDo(data.type(), command.actor(), now.id())) {
            return refused(
                    now,
                    RefusalCode.NOT_PERMITTED,
                    data.type(),
                    standing,
                    "Expected " + data.type().wire() + " by "
                            + (data.type().by() == SellerCommandType.By.OWNER ? "the seller's owner" : "the platform")
                            + ", but " + command.actor() + " sent it");
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != now.version()) {
            return refused(
                    now,
                    RefusalCode.VERSION_CONFLICT,
                    data.type(),
                    standing,
                    "Expected version " + expectedVersion + ", but the seller is at " + now.version());
        }
        SellerEvent event = event(now, data, at);
        return event == null
                ? refused(now, RefusalCode.WRONG_STATE, data.type(), standing, nothing(now, data.type()))
                : new Decision.Accepted<>(List.of(event));
    }

    private static String nothing(Seller now, SellerCommandType type) {
        return switch (type) {
            case RECORD_VERIFICATION ->
                now.verification() == VerificationState.LOCKED
                        ? "Expected a verification that is not locked, but it is LOCKED until a ticket of category"
                                + " VERIFICATION_UNLOCK is completed"
                        : "Expected a seller to be verified, but he is " + now.verification();
            case UNLOCK_VERIFICATION -> "Expected a verification that is LOCKED, but it is " + now.verification();
            case SET_SLA_POLICY, REMOVE_SLA_POLICY, SET_CALENDAR, RESET_CALENDAR ->
                "Expected a change of what is in force, but there is none";
        };
    }

    private static boolean mayDo(SellerCommandType type, Actor actor, String sellerId) {
        return switch (type.by()) {
            case OWNER -> actor.role() == Role.OWNER && actor.id().equals(sellerId);
            case PLATFORM -> actor.role() == Role.PLATFORM;
        };
    }

    private static Decision<SellerEvent> refused(
            Seller now, RefusalCode code, SellerCommandType type, @Nullable String standing, String message) {
        return new Decision.Refused<>(new Refusal(code, type.wire(), standing, message, null), now.version());
    }

    /// Null: it would change nothing, or the verification does not allow it.
    private @Nullable SellerEvent event(Seller now, SellerCommand data, Instant at) {
        return switch (data) {
            case SellerCommand.SetSlaPolicy(Severity severity, SlaPolicy policy) ->
                policy.equals(now.policies().get(severity))
                        ? null
                        : set(SellerEvent.Type.SLA_POLICY_SET, now, at, new SellerEvent.PolicyOf(severity, policy));
            case SellerCommand.RemoveSlaPolicy(Severity severity) ->
                now.policies().containsKey(severity)
                        ? set(SellerEvent.Type.SLA_POLICY_REMOVED, now, at, new SellerEvent.NoPolicyOf(severity))
                        : null;
            case SellerCommand.SetCalendar(var calendar) ->
                calendar.equals(now.calendar())
                        ? null
                        : set(SellerEvent.Type.CALENDAR_SET, now, at, new SellerEvent.CalendarIs(calendar));
            case SellerCommand.RecordVerification(boolean passed) ->
                passed
                        ? verified(SellerEvent.Type.VERIFICATION_PASSED, now, at, VerificationTrigger.PASS, 0)
                        : verified(
                                SellerEvent.Type.VERIFICATION_FAILED,
                                now,
                                at,
                                now.failures() + 1 < FAILURES_MAX ? VerificationTrigger.FAIL : VerificationTrigger.LOCK,
                                now.failures() + 1);
            case SellerCommand.Plain(SellerCommandType type) ->
                type == SellerCommandType.UNLOCK_VERIFICATION
                        ? verified(SellerEvent.Type.VERIFICATION_UNLOCKED, now, at, VerificationTrigger.UNLOCK, 0)
                        : now.calendar() == null
                                ? null
                                : set(SellerEvent.Type.CALENDAR_RESET, now, at, SellerEvent.Detail.NONE);
            case SellerCommand.Malformed _ -> throw new IllegalArgumentException("It was refused before");
        };
    }

    private static SellerEvent set(SellerEvent.Type type, Seller now, Instant at, SellerEvent.Detail detail) {
        return new SellerEvent(type, at, now.verification(), now.failures(), detail);
    }

    private @Nullable SellerEvent verified(
            SellerEvent.Type type, Seller now, Instant at, VerificationTrigger trigger, int failures) {
        TransitionTable<VerificationState, VerificationTrigger> table = lifecycles.verification();
        VerificationState to = table.target(now.verification(), trigger);
        return to == null ? null : new SellerEvent(type, at, to, failures, SellerEvent.Detail.NONE);
    }

    /// Total: it never refuses.
    public static Seller apply(@Nullable Seller state, String id, SellerEvent event) {
        Seller before = state == null ? Seller.untouched(id) : state;
        Map<Severity, SlaPolicy> policies = new EnumMap<>(Severity.class);
        policies.putAll(before.policies());
        switch (event.detail()) {
            case SellerEvent.PolicyOf(Severity severity, SlaPolicy policy) -> policies.put(severity, policy);
            case SellerEvent.NoPolicyOf(Severity severity) -> policies.remove(severity);
            case SellerEvent.CalendarIs _, SellerEvent.None _ -> {}
        }
        return new Seller(
                id,
                policies,
                event.detail() instanceof SellerEvent.CalendarIs set
                        ? set.calendar()
                        : event.type() == SellerEvent.Type.CALENDAR_RESET ? null : before.calendar(),
                event.verification(),
                event.failures(),
                before.version() + 1,
                event.at());
    }
}
