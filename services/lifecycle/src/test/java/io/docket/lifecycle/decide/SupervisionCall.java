package io.docket.lifecycle.decide;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.SupervisionCommand;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A command on its way to a supervision; unless told otherwise sent a minute after the last one, in the name of the
/// seller, by an actor whom its row names.
///
/// @param after how long after the supervision's last event it is decided
record SupervisionCall(
        SupervisionCommand data,
        Actor actor,
        String sellerId,
        Duration after,
        @Nullable Long expectedVersion,
        @Nullable CodeClaim claim) {
    static final String ID = "CS1/1";

    SupervisionCall by(String someone) {
        return new SupervisionCall(data, Actor.parse(someone), sellerId, after, expectedVersion, claim);
    }

    SupervisionCall ofSeller(String other) {
        return new SupervisionCall(data, actor, other, after, expectedVersion, claim);
    }

    SupervisionCall after(Duration time) {
        return new SupervisionCall(data, actor, sellerId, time, expectedVersion, claim);
    }

    SupervisionCall expectingVersion(long version) {
        return new SupervisionCall(data, actor, sellerId, after, version, claim);
    }

    SupervisionCall claiming(SealedCode code, boolean taken) {
        return new SupervisionCall(data, actor, sellerId, after, expectedVersion, new CodeClaim(code, false, taken));
    }

    SupervisionCall withoutClaim() {
        return new SupervisionCall(data, actor, sellerId, after, expectedVersion, null);
    }

    Command<SupervisionCommand> command() {
        return new Command<>("cmd", ID, actor, sellerId, expectedVersion, data);
    }
}
