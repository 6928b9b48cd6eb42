package io.docket.gateway.action;

import io.docket.domain.Actor;
import io.docket.gateway.identity.Identity;
import java.util.Locale;

/// The actor that a caller would be.
final class Caller {
    private Caller() {}

    /// Who may send no commands is asked about under a role that no row of the rulebook names.
    static Actor of(Identity identity) {
        Actor actor = identity.actor();
        return actor == null
                ? Actor.parse(identity.role().name().toLowerCase(Locale.ROOT) + ":" + identity.id())
                : actor;
    }
}
