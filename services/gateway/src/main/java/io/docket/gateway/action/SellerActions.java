package io.docket.gateway.action;

import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Lifecycles;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import io.docket.gateway.identity.Identity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may set for a seller now, and why not the rest.
public final class SellerActions {
    /// A policy that no seller can have: to set one is a change.
    private static final SlaPolicy ANOTHER = new SlaPolicy(Duration.ofMillis(1), Duration.ofMillis(1));

    private final SellerDecider decider;
    private final InstantSource time;

    public SellerActions(Lifecycles lifecycles, InstantSource time) {
        this.decider = new SellerDecider(lifecycles);
        this.time = time;
    }

    public ObjectNode of(Seller state, Identity identity) {
        ObjectNode list = Action.list();
        for (SellerCommandType type : SellerCommandType.values()) {
            if (type == SellerCommandType.UNLOCK_VERIFICATION) {
                continue; // a ticket does
            }
            var command =
                    new Command<>(Action.PROBE, state.id(), Caller.of(identity), state.id(), null, probe(type, state));
            Action.add(
                    list,
                    AggregateType.SELLER,
                    state.id(),
                    type.wire(),
                    decider.decide(state, command, time.instant()));
        }
        return list;
    }

    private static SellerCommand probe(SellerCommandType type, Seller state) {
        return switch (type) {
            case SET_SLA_POLICY -> new SellerCommand.SetSlaPolicy(Severity.NORMAL, ANOTHER);
            case REMOVE_SLA_POLICY ->
                new SellerCommand.RemoveSlaPolicy(
                        state.policies().keySet().stream().findFirst().orElse(Severity.NORMAL));
            case SET_CALENDAR -> new SellerCommand.SetCalendar(otherThan(state));
            case RECORD_VERIFICATION -> new SellerCommand.RecordVerification(true);
            case RESET_CALENDAR, UNLOCK_VERIFICATION -> new SellerCommand.Plain(type);
        };
    }

    private static WorkingCalendar otherThan(Seller state) {
        WorkingCalendar platform = WorkingCalendar.PLATFORM;
        return platform.equals(state.calendar())
                ? new WorkingCalendar(platform.zone(), platform.week(), Set.of(), Map.of())
                : platform;
    }
}
