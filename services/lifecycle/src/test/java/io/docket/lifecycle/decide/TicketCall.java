package io.docket.lifecycle.decide;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.ticket.TicketCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A command on its way to a ticket; unless told otherwise sent a minute after the last one, in the name of the
/// seller, by an actor whom its row names.
///
/// @param after how long after the ticket's last event it is decided
record TicketCall(
        TicketCommand data,
        Actor actor,
        String sellerId,
        Duration after,
        @Nullable Long expectedVersion) {
    static final String ID = "WO-1";

    TicketCall by(String someone) {
        return new TicketCall(data, Actor.parse(someone), sellerId, after, expectedVersion);
    }

    TicketCall ofSeller(String other) {
        return new TicketCall(data, actor, other, after, expectedVersion);
    }

    TicketCall after(Duration time) {
        return new TicketCall(data, actor, sellerId, time, expectedVersion);
    }

    TicketCall expectingVersion(long version) {
        return new TicketCall(data, actor, sellerId, after, version);
    }

    Command<TicketCommand> command() {
        return new Command<>("cmd", ID, actor, sellerId, expectedVersion, data);
    }
}
