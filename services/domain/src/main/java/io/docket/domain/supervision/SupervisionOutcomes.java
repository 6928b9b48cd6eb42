package io.docket.domain.supervision;

import io.docket.domain.Lifecycles;
import io.docket.domain.TransitionTable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The events of a command that nothing speaks against, in the order of domain.md §6: the command's own,
/// `refund-rejected` or `refund-settled`, `code-released`, `completed`.
final class SupervisionOutcomes {
    /// The platform's days (heartbeats, usage) are China's.
    static final ZoneOffset PLATFORM_DAY = ZoneOffset.ofHours(8);

    private final Lifecycles lifecycles;

    SupervisionOutcomes(Lifecycles lifecycles) {
        this.lifecycles = lifecycles;
    }

    List<SupervisionEvent> ofOpening(SupervisionCommand.Open open, Instant at, @Nullable CodeClaim claim) {
        Order order = open.order().orderedAt() == null ? open.order().orderedAt(at) : open.order();
        TransitionTable<Node, NodeTrigger> table = lifecycles.node(open.flow());
        CodeClaim issued = open.issues() ? Objects.requireNonNull(claim) : null;
        Node first = issued == null ? table.initial() : target(table, table.initial(), NodeTrigger.ISSUE_CODE);
        Standing standing = new Standing(first, RefundState.NONE, CodeState.NONE, AppealState.NONE);
        SupervisionEvent.Detail opening = new SupervisionEvent.Opening(order, open.flow());
        List<SupervisionEvent> events = new ArrayList<>(3);
        events.add(new SupervisionEvent(SupervisionEventType.OPENED, at, standing, opening));
        if (issued != null) {
            addIssuing(events, open.flow(), standing, at, issued);
        }
        return events;
    }

    List<SupervisionEvent> of(Supervision state, SupervisionCommand command, Instant at, @Nullable CodeClaim claim) {
        Standing now = state.standing();
        List<SupervisionEvent> events = new ArrayList<>(2);
        switch (command) {
            case SupervisionCommand.IssueCode _ ->
                addIssuing(
                        events,
                        state.flow(),
                        now.node(moved(state, command.type())),
                        at,
                        Objects.requireNonNull(claim));
            case SupervisionCommand.ConfirmDelivery _ ->
                events.add(event(SupervisionEventType.DELIVERY_CONFIRMED, at, now.node(moved(state, command.type()))));
            case SupervisionCommand.ActivateCode activate -> events.add(activation(state, activate, at));
            case SupervisionCommand.Report report -> addReport(events, state, report.type(), at);
            case SupervisionCommand.RequestRefund refund -> {
                String currency = refund.currency() == null ? state.order().currency() : refund.currency();
                events.add(new SupervisionEvent(
                        SupervisionEventType.REFUND_REQUESTED,
                        at,
                        now.refund(refunded(state, RefundTrigger.REQUEST)),
                        new SupervisionEvent.RefundOf(refund.amount(), currency)));
            }
            case SupervisionCommand.RenewCode renew ->
                events.add(new SupervisionEvent(
                        SupervisionEventType.CODE_RENEWED,
                        at,
                        now.code(coded(state, CodeTrigger.RENEW)),
                        new SupervisionEvent.TermSet(state.code().effectiveAt(), renew.expiresAt())));
            case SupervisionCommand.ResolveAppeal resolve -> addResolution(events, state, resolve.outcome(), at);
            case SupervisionCommand.DeadlineElapsed elapsed -> events.add(elapsed(state, elapsed, at));
            case SupervisionCommand.Plain plain -> addPlain(events, state, plain.type(), at);
            case SupervisionCommand.Open _, SupervisionCommand.Malformed _ ->
                throw new IllegalArgumentException("No outcome of " + command.type() + " on an open supervision");
        }
        SupervisionEvent last = events.isEmpty() ? null : events.getLast();
        if (last != null && last.to().node() == Node.COMPLETED && now.node() != Node.COMPLETED) {
            events.add(event(SupervisionEventType.COMPLETED, at, last.to()));
        }
        return events;
    }

    private void addIssuing(List<SupervisionEvent> events, Flow flow, Standing moved, Instant at, CodeClaim claim) {
        Standing issued = moved.code(target(lifecycles.code(), CodeState.NONE, CodeTrigger.ISSUE));
        events.add(new SupervisionEvent(
                SupervisionEventType.CODE_ISSUED,
                at,
                issued,
                new SupervisionEvent.Issuing(claim.code(), claim.generated())));
        if (!flow.receipt()) {
            Standing received = issued.code(target(lifecycles.code(), issued.code(), CodeTrigger.RECEIVE));
            events.add(new SupervisionEvent(
                    SupervisionEventType.CODE_RECEIVED, at, received, new SupervisionEvent.Receiving(true)));
        }
    }

    private SupervisionEvent activation(Supervision state, SupervisionCommand.ActivateCode activate, Instant at) {
        Instant effectiveAt = activate.realEffectTime() == null ? at : activate.realEffectTime();
        Term term = state.order().term();
        Instant expiresAt = term == null ? null : term.end(effectiveAt);
        Standing to = state.standing()
                .node(moved(state, SupervisionCommandType.ACTIVATE_CODE))
                .code(coded(state, CodeTrigger.ACTIVATE));
        return new SupervisionEvent(
                SupervisionEventType.CODE_ACTIVATED, at, to, new SupervisionEvent.TermSet(effectiveAt, expiresAt));
    }

    /// Once per code and day an event; what comes again on the day is accepted without one.
    private static void addReport(
            List<SupervisionEvent> events, Supervision state, SupervisionCommandType type, Instant at) {
        boolean heartbeat = type == SupervisionCommandType.REPORT_HEARTBEAT;
        LocalDate last = heartbeat ? state.code().heartbeatOn() : state.code().usageOn();
        if (!platformDay(at).equals(last)) {
            events.add(event(type.event(), at, state.standing()));
        }
    }

    static LocalDate platformDay(Instant at) {
        return at.atOffset(PLATFORM_DAY).toLocalDate();
    }

    private void addPlain(List<SupervisionEvent> events, Supervision state, SupervisionCommandType type, Instant at) {
        Standing now = state.standing();
        switch (type) {
            case RECEIVE_CODE ->
                events.add(new SupervisionEvent(
                        SupervisionEventType.CODE_RECEIVED,
                        at,
                        now.node(moved(state, type)).code(coded(state, CodeTrigger.RECEIVE)),
                        new SupervisionEvent.Receiving(false)));
            case REVEAL_CODE -> events.add(event(SupervisionEventType.CODE_REVEALED, at, now));
            case REQUEST_INVOICE -> {
                events.add(event(SupervisionEventType.INVOICE_REQUESTED, at, now));
                if (now.refund() == RefundState.REQUESTED) {
                    Standing to = now.refund(refunded(state, RefundTrigger.GIVE_WAY_TO_INVOICE));
                    events.add(new SupervisionEvent(
                            SupervisionEventType.REFUND_REJECTED,
                            at,
                            to,
                            new SupervisionEvent.Because("INVOICE_REQUESTED")));
                }
            }
            case FREEZE_CODE ->
                events.add(event(SupervisionEventType.CODE_FROZEN, at, now.code(coded(state, CodeTrigger.FREEZE))));
            case UNFREEZE_CODE ->
                events.add(event(SupervisionEventType.CODE_UNFROZEN, at, now.code(coded(state, CodeTrigger.UNFREEZE))));
            case RELEASE_CODE ->
                events.add(event(SupervisionEventType.CODE_RELEASED, at, now.code(coded(state, CodeTrigger.RELEASE))));
            case OPEN_APPEAL ->
                events.add(event(
                        SupervisionEventType.APPEAL_OPENED,
                        at,
                        now.appeal(target(lifecycles.appeal(), now.appeal(), AppealTrigger.OPEN))));
            case SETTLE_REFUND ->
                addSettlement(
                        events,
                        state,
                        now.refund(refunded(state, RefundTrigger.SETTLE)),
                        CodeTrigger.SETTLE_REFUND,
                        SupervisionEvent.Detail.NONE,
                        at);
            case WITHDRAW_REFUND, APPROVE_REFUND, REJECT_REFUND, SHIP_RETURN, ACCEPT_RETURN, REJECT_RETURN -> {
                RefundTrigger trigger = Objects.requireNonNull(SupervisionTriggers.refund(state, type));
                events.add(event(type.event(), at, now.refund(refunded(state, trigger))));
            }
            case SUBMIT_REQUIREMENT,
                    CONFIRM_REQUIREMENT,
                    DECLINE_REQUIREMENT,
                    SUBMIT_IDENTIFIER,
                    UPLOAD_PROOF,
                    PASS_REVIEW,
                    FAIL_REVIEW,
                    ACCEPT_DELIVERY,
                    REJECT_DELIVERY,
                    RECORD_COURIER_SIGNED,
                    REMIND -> events.add(event(type.event(), at, now.node(moved(state, type))));
            case OPEN,
                    ISSUE_CODE,
                    CONFIRM_DELIVERY,
                    ACTIVATE_CODE,
                    REQUEST_REFUND,
                    RENEW_CODE,
                    REPORT_HEARTBEAT,
                    REPORT_USAGE,
                    RESOLVE_APPEAL,
                    DEADLINE_ELAPSED -> throw new IllegalArgumentException(type + " is not a plain command");
        }
    }

    private SupervisionEvent elapsed(Supervision state, SupervisionCommand.DeadlineElapsed command, Instant at) {
        Standing now = state.standing();
        SupervisionEvent.Detail elapsed = new SupervisionEvent.Elapsed(command.kind(), command.dueAt());
        return switch (command.kind()) {
            case SUPERVISION_REMINDER -> new SupervisionEvent(SupervisionEventType.REMINDED, at, now, elapsed);
            case HARDWARE_ACCEPTANCE ->
                event(
                        SupervisionEventType.DELIVERY_ACCEPTED,
                        at,
                        now.node(moved(state, SupervisionCommandType.ACCEPT_DELIVERY)));
            case RETURN_SHIPMENT ->
                event(
                        SupervisionEventType.REFUND_WITHDRAWN,
                        at,
                        now.refund(refunded(state, RefundTrigger.LAPSE_RETURN)));
            case RETURN_ACCEPTANCE ->
                event(
                        SupervisionEventType.RETURN_ACCEPTED,
                        at,
                        now.refund(refunded(state, RefundTrigger.ACCEPT_RETURN)));
            case REFUND_SETTLEMENT, APPEAL -> new SupervisionEvent(SupervisionEventType.OVERDUE, at, now, elapsed);
            case CODE_EXPIRY ->
                new SupervisionEvent(
                        SupervisionEventType.CODE_EXPIRED, at, now.code(coded(state, CodeTrigger.EXPIRE)), elapsed);
            case FREEZE_GRACE -> new SupervisionEvent(SupervisionEventType.RELEASE_DUE, at, now, elapsed);
            case FIRST_RESPONSE, RESOLUTION, SOLUTION_UNCONFIRMED, ACCEPTANCE_LAPSED ->
                throw new IllegalArgumentException(command.kind() + " is a ticket's");
        };
    }

    private void addResolution(
            List<SupervisionEvent> events,
            Supervision state,
            SupervisionCommand.ResolveAppeal.Outcome outcome,
            Instant at) {
        Standing now = state.standing();
        switch (outcome) {
            case UPHELD_SELLER -> {
                Node completing = lifecycles.node(state.flow()).target(now.node(), NodeTrigger.UPHOLD_SELLER);
                Standing resolved =
                        now.appeal(AppealState.UPHELD_SELLER).node(completing == null ? now.node() : completing);
                events.add(event(SupervisionEventType.APPEAL_RESOLVED, at, resolved));
                if (now.refund().isPending()) {
                    events.add(new SupervisionEvent(
                            SupervisionEventType.REFUND_REJECTED,
                            at,
                            resolved.refund(refunded(state, RefundTrigger.UPHOLD_SELLER)),
                            new SupervisionEvent.Because("APPEAL")));
                }
            }
            case UPHELD_BUYER -> {
                Standing resolved = now.appeal(AppealState.UPHELD_BUYER);
                events.add(event(SupervisionEventType.APPEAL_RESOLVED, at, resolved));
                addSettlement(
                        events,
                        state,
                        resolved.refund(refunded(state, RefundTrigger.UPHOLD_BUYER)),
                        CodeTrigger.UPHOLD_BUYER,
                        new SupervisionEvent.Because("APPEAL"),
                        at);
            }
            case DISMISSED ->
                events.add(event(SupervisionEventType.APPEAL_RESOLVED, at, now.appeal(AppealState.DISMISSED)));
        }
    }

    /// A settled refund ends the delivery and takes the code back, where there is one.
    private void addSettlement(
            List<SupervisionEvent> events,
            Supervision state,
            Standing settled,
            CodeTrigger release,
            SupervisionEvent.Detail detail,
            Instant at) {
        Node refunded = target(lifecycles.node(state.flow()), state.node(), NodeTrigger.SETTLE_REFUND);
        Standing to = settled.node(refunded);
        events.add(new SupervisionEvent(SupervisionEventType.REFUND_SETTLED, at, to, detail));
        CodeState released = lifecycles.code().target(to.code(), release);
        if (released != null) {
            events.add(event(SupervisionEventType.CODE_RELEASED, at, to.code(released)));
        }
    }

    private Node moved(Supervision state, SupervisionCommandType type) {
        TransitionTable<Node, NodeTrigger> table = lifecycles.node(state.flow());
        return target(table, state.node(), Objects.requireNonNull(SupervisionTriggers.node(table, state, type)));
    }

    private RefundState refunded(Supervision state, RefundTrigger trigger) {
        return target(lifecycles.refund(), state.standing().refund(), trigger);
    }

    private CodeState coded(Supervision state, CodeTrigger trigger) {
        return target(lifecycles.code(), state.standing().code(), trigger);
    }

    private static <S extends Enum<S>, T extends Enum<T>> S target(TransitionTable<S, T> table, S from, T trigger) {
        S to = table.target(from, trigger);
        if (to == null) {
            throw new IllegalStateException(
                    table.name() + " has no " + trigger + " from " + from + ", but a guard let it pass");
        }
        return to;
    }

    private static SupervisionEvent event(SupervisionEventType type, Instant at, Standing to) {
        return new SupervisionEvent(type, at, to, SupervisionEvent.Detail.NONE);
    }
}
