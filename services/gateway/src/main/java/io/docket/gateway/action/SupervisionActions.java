package io.docket.gateway.action;

import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Lifecycles;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.gateway.identity.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may do with a supervision now, and why not the rest: every command is put to `decide` with data that
/// somebody would plausibly send.
public final class SupervisionActions {
    /// A renewal that is asked about ends this long after the term, or after now.
    private static final Duration RENEWAL = Duration.ofDays(365);

    private final SupervisionDecider decider;
    private final InstantSource time;

    public SupervisionActions(Lifecycles lifecycles, InstantSource time) {
        this.decider = new SupervisionDecider(lifecycles);
        this.time = time;
    }

    public ObjectNode of(Supervision state, Identity identity) {
        Instant now = time.instant();
        Instant at = now.isBefore(state.updatedAt()) ? state.updatedAt() : now;
        ObjectNode list = Action.list();
        for (SupervisionCommandType type : SupervisionCommandType.values()) {
            if (type == SupervisionCommandType.OPEN || type == SupervisionCommandType.DEADLINE_ELAPSED) {
                continue; // it is open, and the clock is nobody who signs in
            }
            var command = new Command<>(
                    Action.PROBE, state.id(), Caller.of(identity), state.sellerId(), null, probe(type, state, at));
            Action.add(
                    list,
                    AggregateType.SUPERVISION,
                    state.id(),
                    type.wire(),
                    decider.decide(state, command, at, claim(type)));
        }
        return list;
    }

    private static SupervisionCommand probe(SupervisionCommandType type, Supervision state, Instant at) {
        return switch (type) {
            case ISSUE_CODE -> new SupervisionCommand.IssueCode(null);
            case CONFIRM_DELIVERY -> new SupervisionCommand.ConfirmDelivery(null);
            case ACTIVATE_CODE -> new SupervisionCommand.ActivateCode(null, null);
            case REPORT_HEARTBEAT, REPORT_USAGE -> new SupervisionCommand.Report(type, null);
            case REQUEST_REFUND ->
                new SupervisionCommand.RequestRefund(state.order().paidAmount(), null);
            case RENEW_CODE -> {
                Instant end = state.code().expiresAt();
                yield new SupervisionCommand.RenewCode((end == null || end.isBefore(at) ? at : end).plus(RENEWAL));
            }
            case RESOLVE_APPEAL ->
                new SupervisionCommand.ResolveAppeal(SupervisionCommand.ResolveAppeal.Outcome.DISMISSED);
            default -> new SupervisionCommand.Plain(type); // its data decides nothing
        };
    }

    /// As if a fresh code had been drawn.
    private static @Nullable CodeClaim claim(SupervisionCommandType type) {
        return type == SupervisionCommandType.ISSUE_CODE
                ? new CodeClaim(new SealedCode("", "", "", ""), true, false)
                : null;
    }
}
