package io.docket.domain;

import java.util.Locale;

/// What an actor is to a marketplace; the part of [Actor] before the colon.
public enum Role {
    BUYER,
    OWNER,
    STAFF,
    SOFTWARE,
    PLATFORM,
    CLOCK,
    /// A role that no row of the rulebook names; whoever bears it may do nothing.
    OTHER;

    private final String wire = name().toLowerCase(Locale.ROOT);

    public String wire() {
        return wire;
    }

    static Role ofWire(String wire) {
        for (Role role : values()) {
            if (role.wire.equals(wire)) {
                return role;
            }
        }
        return OTHER;
    }
}
